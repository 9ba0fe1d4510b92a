package io.rackboot.dhcp;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;

/// An option that is `true` or `false`. The library would take every other word, a slip of the pen included, for
/// `false`.
@RegisterForReflection
public final class TrueOrFalse implements Converter<Boolean> {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean convert(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false, not " + value);
        };
    }
}
