package io.rackboot.boot;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same on the packaged application.
@QuarkusIntegrationTest
class ChannelsIT extends ChannelsTest {}
