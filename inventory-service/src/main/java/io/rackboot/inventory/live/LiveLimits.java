package io.rackboot.inventory.live;

import java.time.Duration;

/// Limits of live streams.
///
/// @param history frames kept for those who come back
/// @param clientBuffer frames that wait for one slow client before it is disconnected
/// @param heartbeat how often a client hears a comment, so that a dead connection is noticed
public record LiveLimits(int history, int clientBuffer, Duration heartbeat) {}
