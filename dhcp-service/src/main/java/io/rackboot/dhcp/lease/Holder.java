package io.rackboot.dhcp.lease;

/// A client in one subnet, where it has at most one address.
record Holder(ClientKey client, String subnet) {}
