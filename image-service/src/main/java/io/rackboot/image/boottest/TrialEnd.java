package io.rackboot.image.boottest;

import java.util.Optional;

/// How a boot ended.
///
/// @param passed whether the machine came up
/// @param stage how far it came: a stage of /init, `kernel` before it, or `boot-complete`
/// @param reason what is wrong, for people
/// @param uptime seconds that the kernel had been up, as the machine says
record TrialEnd(boolean passed, String stage, String reason, Optional<String> uptime) {}
