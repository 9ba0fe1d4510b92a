package io.rackboot.boot.token;

import io.rackboot.events.MachineId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Issues and checks boot tokens: `<boot id>.<HMAC-SHA256 of the boot id, base64url>`.
public final class BootTokens {
    /// How long a token is accepted.
    public static final Duration LIFETIME = Duration.ofHours(24);

    private static final String ALGORITHM = "HmacSHA256";
    private final SecretKeySpec key;

    /// @param key the secret, 32 bytes
    public BootTokens(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /// {@return the token of a boot}
    public String issue(BootId boot) {
        return boot.text() + "." + signature(boot.text());
    }

    /// Checks a token that a machine shows.
    ///
    /// @param token what it shows
    /// @param machine the MAC address in the path it calls
    /// @param now the present time
    public TokenCheck check(String token, MachineId machine, Instant now) {
        var dot = token.lastIndexOf('.');
        if (dot < 0) {
            return new TokenCheck.Refused(TokenFault.MALFORMED);
        }
        var id = token.substring(0, dot);
        var signed = MessageDigest.isEqual(
                signature(id).getBytes(StandardCharsets.UTF_8),
                token.substring(dot + 1).getBytes(StandardCharsets.UTF_8));
        var boot = BootId.parse(id);
        if (boot.isEmpty()) {
            return new TokenCheck.Refused(TokenFault.MALFORMED);
        }
        if (!signed) {
            return new TokenCheck.Refused(TokenFault.WRONG_SIGNATURE);
        }
        if (!boot.get().machine().equals(machine)) {
            return new TokenCheck.Refused(TokenFault.OTHER_MACHINE);
        }
        if (now.isAfter(boot.get().issued().plus(LIFETIME))) {
            return new TokenCheck.Refused(TokenFault.EXPIRED);
        }
        return new TokenCheck.Accepted(boot.get());
    }

    private String signature(String id) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
