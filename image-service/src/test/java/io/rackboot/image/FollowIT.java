package io.rackboot.image;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same of the packaged service.
@QuarkusIntegrationTest
class FollowIT extends FollowTest {}
