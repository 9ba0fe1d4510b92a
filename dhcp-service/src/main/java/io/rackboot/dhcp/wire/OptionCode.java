package io.rackboot.dhcp.wire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A typed key of one option, named by its RFC 2132 heading. Codes without a key are reached as bytes.
///
/// @param code 1 to 254
/// @param name the heading
/// @param format how its bytes carry a value
public record OptionCode<T>(int code, String name, OptionFormat<T> format) {
    private static final OptionCode<?>[] BY_CODE = new OptionCode<?>[DhcpOptions.END];

    /// RFC 2132 §3.3.
    public static final OptionCode<Ip4Address> SUBNET_MASK = of(1, "SUBNET_MASK", OptionFormat.ADDRESS);
    /// RFC 2132 §3.5, most preferred first.
    public static final OptionCode<List<Ip4Address>> ROUTER = of(3, "ROUTER", OptionFormat.ADDRESSES);
    /// RFC 2132 §3.8, most preferred first.
    public static final OptionCode<List<Ip4Address>> DOMAIN_NAME_SERVER =
            of(6, "DOMAIN_NAME_SERVER", OptionFormat.ADDRESSES);
    /// RFC 2132 §3.9.
    public static final OptionCode<List<Ip4Address>> LOG_SERVER = of(7, "LOG_SERVER", OptionFormat.ADDRESSES);
    /// RFC 2132 §3.14.
    public static final OptionCode<String> HOST_NAME = of(12, "HOST_NAME", OptionFormat.TEXT);
    /// RFC 2132 §3.17.
    public static final OptionCode<String> DOMAIN_NAME = of(15, "DOMAIN_NAME", OptionFormat.TEXT);
    /// RFC 2132 §3.19.
    public static final OptionCode<String> ROOT_PATH = of(17, "ROOT_PATH", OptionFormat.TEXT);
    /// RFC 2132 §5.1, in bytes.
    public static final OptionCode<Integer> INTERFACE_MTU = of(26, "INTERFACE_MTU", OptionFormat.U16);
    /// RFC 2132 §5.3.
    public static final OptionCode<Ip4Address> BROADCAST_ADDRESS = of(28, "BROADCAST_ADDRESS", OptionFormat.ADDRESS);
    /// RFC 2132 §5.8: destination and router in turn.
    public static final OptionCode<List<Ip4Address>> STATIC_ROUTE = of(33, "STATIC_ROUTE", OptionFormat.ADDRESSES);
    /// RFC 2132 §8.3.
    public static final OptionCode<List<Ip4Address>> NTP_SERVERS = of(42, "NTP_SERVERS", OptionFormat.ADDRESSES);
    /// RFC 2132 §8.4, in the encapsulated form.
    public static final OptionCode<SubOptions> VENDOR_SPECIFIC_INFORMATION =
            of(43, "VENDOR_SPECIFIC_INFORMATION", SubOptions.ENCAPSULATED);
    /// RFC 2132 §9.1.
    public static final OptionCode<Ip4Address> REQUESTED_IP_ADDRESS =
            of(50, "REQUESTED_IP_ADDRESS", OptionFormat.ADDRESS);
    /// RFC 2132 §9.2.
    public static final OptionCode<Duration> IP_ADDRESS_LEASE_TIME =
            of(51, "IP_ADDRESS_LEASE_TIME", OptionFormat.SECONDS);
    /// RFC 2132 §9.6.
    public static final OptionCode<MessageType> DHCP_MESSAGE_TYPE =
            of(53, "DHCP_MESSAGE_TYPE", OptionFormat.MESSAGE_TYPE);
    /// RFC 2132 §9.7.
    public static final OptionCode<Ip4Address> SERVER_IDENTIFIER = of(54, "SERVER_IDENTIFIER", OptionFormat.ADDRESS);
    /// RFC 2132 §9.8, in the client's order of preference.
    public static final OptionCode<List<Integer>> PARAMETER_REQUEST_LIST =
            of(55, "PARAMETER_REQUEST_LIST", OptionFormat.CODES);
    /// RFC 2132 §9.9: an error text, in a DHCPNAK or DHCPDECLINE.
    public static final OptionCode<String> MESSAGE = of(56, "MESSAGE", OptionFormat.TEXT);
    /// RFC 2132 §9.10, in bytes.
    public static final OptionCode<Integer> MAXIMUM_DHCP_MESSAGE_SIZE =
            of(57, "MAXIMUM_DHCP_MESSAGE_SIZE", OptionFormat.U16);
    /// RFC 2132 §9.11: T1.
    public static final OptionCode<Duration> RENEWAL_TIME_VALUE = of(58, "RENEWAL_TIME_VALUE", OptionFormat.SECONDS);
    /// RFC 2132 §9.12: T2.
    public static final OptionCode<Duration> REBINDING_TIME_VALUE =
            of(59, "REBINDING_TIME_VALUE", OptionFormat.SECONDS);
    /// RFC 2132 §9.13.
    public static final OptionCode<String> VENDOR_CLASS_IDENTIFIER =
            of(60, "VENDOR_CLASS_IDENTIFIER", OptionFormat.TEXT);
    /// RFC 2132 §9.14; opaque.
    public static final OptionCode<Octets> CLIENT_IDENTIFIER = of(61, "CLIENT_IDENTIFIER", OptionFormat.OPAQUE);
    /// RFC 2132 §9.4.
    public static final OptionCode<String> TFTP_SERVER_NAME = of(66, "TFTP_SERVER_NAME", OptionFormat.TEXT);
    /// RFC 2132 §9.5. Written with a NUL at its end: there are PXE ROMs that read on until they find one and ask
    /// for `pxelinux.0\377`.
    public static final OptionCode<String> BOOTFILE_NAME = of(67, "BOOTFILE_NAME", OptionFormat.TERMINATED_TEXT);
    /// RFC 3004.
    public static final OptionCode<UserClass> USER_CLASS = of(77, "USER_CLASS", UserClass.FORMAT);
    /// RFC 4039: the client takes a DHCPACK for its DHCPDISCOVER; no bytes.
    public static final OptionCode<Octets> RAPID_COMMIT = of(80, "RAPID_COMMIT", OptionFormat.OPAQUE);
    /// RFC 3046.
    public static final OptionCode<SubOptions> RELAY_AGENT_INFORMATION =
            of(82, "RELAY_AGENT_INFORMATION", SubOptions.PLAIN);
    /// RFC 4388 §6.1: how long ago the client was heard last.
    public static final OptionCode<Duration> CLIENT_LAST_TRANSACTION_TIME =
            of(91, "CLIENT_LAST_TRANSACTION_TIME", OptionFormat.SECONDS);
    /// RFC 4388 §6.1: the client's further addresses.
    public static final OptionCode<List<Ip4Address>> ASSOCIATED_IP = of(92, "ASSOCIATED_IP", OptionFormat.ADDRESSES);
    /// RFC 4578 §2.1, most preferred first.
    public static final OptionCode<List<Integer>> CLIENT_SYSTEM_ARCHITECTURE =
            of(93, "CLIENT_SYSTEM_ARCHITECTURE", OptionFormat.U16_LIST);
    /// RFC 4578 §2.2.
    public static final OptionCode<ClientNetworkInterface> CLIENT_NETWORK_INTERFACE =
            of(94, "CLIENT_NETWORK_INTERFACE", ClientNetworkInterface.FORMAT);
    /// RFC 4578 §2.3.
    public static final OptionCode<ClientMachineIdentifier> CLIENT_MACHINE_IDENTIFIER =
            of(97, "CLIENT_MACHINE_IDENTIFIER", ClientMachineIdentifier.FORMAT);
    /// RFC 3011: an address of the subnet that the client, or its relay, is to be given an address of.
    public static final OptionCode<Ip4Address> SUBNET_SELECTION = of(118, "SUBNET_SELECTION", OptionFormat.ADDRESS);
    /// RFC 3397.
    public static final OptionCode<List<DomainName>> DOMAIN_SEARCH = of(119, "DOMAIN_SEARCH", DomainName.SEARCH_LIST);
    /// RFC 3442. A client that takes them heeds neither option 3 nor option 33.
    public static final OptionCode<List<ClasslessRoute>> CLASSLESS_STATIC_ROUTE =
            of(121, "CLASSLESS_STATIC_ROUTE", ClasslessRoute.FORMAT);
    /// iPXE's own settings, `ipxe.org/dhcpopts`; encapsulated.
    public static final OptionCode<SubOptions> IPXE_ENCAPSULATED =
            of(175, "IPXE_ENCAPSULATED", SubOptions.ENCAPSULATED);
    /// RFC 5071 §4: the PXELINUX configuration, relative to option 210.
    public static final OptionCode<String> PXELINUX_CONFIGURATION_FILE =
            of(209, "PXELINUX_CONFIGURATION_FILE", OptionFormat.TEXT);
    /// RFC 5071 §5: what stands in front of the names of all files; ends with a slash.
    public static final OptionCode<String> PXELINUX_PATH_PREFIX = of(210, "PXELINUX_PATH_PREFIX", OptionFormat.TEXT);

    private static <T> OptionCode<T> of(int code, String name, OptionFormat<T> format) {
        var key = new OptionCode<>(code, name, format);
        BY_CODE[code] = key;
        return key;
    }

    /// {@return the key of this code; empty where there is none}
    public static Optional<OptionCode<?>> known(int code) {
        return code > 0 && code < BY_CODE.length ? Optional.ofNullable(BY_CODE[code]) : Optional.empty();
    }

    /// {@return the value of the option's bytes}
    ///
    /// @throws MalformedMessageException where they are not of its form
    public T decode(Octets bytes) {
        return format.decode(bytes, this);
    }

    /// {@return the bytes of a value}
    public Octets encode(T value) {
        return format.encode(value);
    }

    @Override
    public String toString() {
        return "option " + code + " " + name;
    }
}
