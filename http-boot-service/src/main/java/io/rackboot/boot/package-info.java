/// http-boot-service: configuration, health, metrics and the wiring of its parts.
///
/// May import every package below it; no package below imports this one, but for `Settings` and `Telemetry`.
@NullMarked
package io.rackboot.boot;

import org.jspecify.annotations.NullMarked;
