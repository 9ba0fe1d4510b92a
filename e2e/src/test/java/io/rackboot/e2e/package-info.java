/// Black-box tests: real firmware, real clients and a real nats-server against the packaged services.
///
/// Imports no class of any module.
@NullMarked
package io.rackboot.e2e;

import org.jspecify.annotations.NullMarked;
