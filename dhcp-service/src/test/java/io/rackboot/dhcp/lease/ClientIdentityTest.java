package io.rackboot.dhcp.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Octets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientIdentityTest {
    @ParameterizedTest
    @CsvSource({
        // htype, chaddr, option 61, by hardware address, by client identifier
        "1,  525400a1b2c3, '',             525400a1b2c3,      525400a1b2c3",
        "1,  525400a1b2c3, 01525400a1b2c3, 525400a1b2c3,      525400a1b2c3",
        "1,  525400a1b2c3, 01525400a1b2c4, 525400a1b2c3,      id-01525400a1b2c4",
        "6,  525400a1b2c3, 01525400a1b2c3, 525400a1b2c3,      id-01525400a1b2c3",
        "1,  525400a1b2c3, ff00000001,     525400a1b2c3,      id-ff00000001",
        "1,  000000000000, ff00000001,     id-ff00000001,     id-ff00000001",
        "1,  000000000000, 01000000000000, id-01000000000000, id-01000000000000",
        "1,  000000000000, '',             '',                ''",
        "32, '',           ff00000001,     id-ff00000001,     id-ff00000001",
        "32, '',           20,             id-20,             id-20",
        "32, '',           '',             '',                ''",
    })
    void knowsAClientBy(int htype, String chaddr, String option61, String byHardware, String byIdentifier) {
        var hardware = new HardwareAddress(htype, Octets.ofHex(chaddr));
        var identifier = Octets.ofHex(option61);

        assertThat(key(ClientIdentity.HARDWARE_ADDRESS, hardware, identifier)).isEqualTo(byHardware);
        assertThat(key(ClientIdentity.CLIENT_IDENTIFIER, hardware, identifier)).isEqualTo(byIdentifier);
    }

    @ParameterizedTest
    @CsvSource({"HARDWARE_ADDRESS", "CLIENT_IDENTIFIER"})
    void knowsAClientWithoutIdentifierByItsHardware(ClientIdentity identity) {
        var hardware = HardwareAddress.ofMac("52:54:00:a1:b2:c3");

        assertThat(identity.of(hardware, Optional.empty()).map(ClientKey::text)).contains("525400a1b2c3");
    }

    private static String key(ClientIdentity identity, HardwareAddress hardware, Octets identifier) {
        return identity.of(hardware, Optional.of(identifier))
                .map(ClientKey::text)
                .orElse("");
    }
}
