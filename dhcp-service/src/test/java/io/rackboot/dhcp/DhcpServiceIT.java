package io.rackboot.dhcp;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same on the packaged application, native or not.
@QuarkusIntegrationTest
class DhcpServiceIT extends DhcpServiceTest {}
