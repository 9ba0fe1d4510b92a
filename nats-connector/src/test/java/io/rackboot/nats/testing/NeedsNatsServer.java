package io.rackboot.nats.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test class whose resources start a nats-server: where there is none it is skipped with the reason, before anything
/// of it starts. (What a resource throws while it starts counts as an error, never as a reason to skip.) Where the
/// variable `CI` is set it is not skipped, and fails.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(NatsServerCondition.class)
public @interface NeedsNatsServer {}
