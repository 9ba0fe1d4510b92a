package io.rackboot.tftp;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same on the packaged application, native or not.
@QuarkusIntegrationTest
class TftpServiceIT extends TftpServiceTest {}
