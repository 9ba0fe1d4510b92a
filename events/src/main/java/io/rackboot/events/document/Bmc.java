package io.rackboot.events.document;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;

/// A machine's management controller.
///
/// @param kind the protocol it speaks
/// @param address its host name or address, with a port where it is not the protocol's own
/// @param credentials the name of a secret, never the secret
public record Bmc(Kind kind, String address, String credentials) {

    /// How a machine is switched on and off.
    public enum Kind {
        /// IPMI 2.0 over LAN.
        IPMI("ipmi"),
        /// DMTF Redfish.
        REDFISH("redfish"),
        /// A magic packet: on, never off.
        WAKE_ON_LAN("wake-on-lan"),
        /// A value of a newer release than the reader's.
        @JsonEnumDefaultValue
        OTHER("other");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /// {@return the word used in JSON}
        @JsonValue
        public String text() {
            return text;
        }
    }
}
