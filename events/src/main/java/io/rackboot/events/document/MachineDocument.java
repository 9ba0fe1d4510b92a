package io.rackboot.events.document;

import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A machine: a set of MAC addresses, any of which may boot, and what is wanted for it.
///
/// @param id its key, the first of its MAC addresses
/// @param macs every MAC address it may boot from, `id` among them
/// @param uuid its SMBIOS UUID (option 97)
/// @param serial its serial number
/// @param rack the rack it stands in
/// @param hostName the name given with its lease
/// @param address the address reserved for it
/// @param profile the name of the profile it boots
/// @param oneShotProfile a profile for the next boot alone; consumed by `boot-complete`, not by being served
/// @param loader the loader it is given
/// @param bmc its management controller
/// @param clientIdentifier the DHCP client identifier of its system (option 61) in lower-case hex
/// @param switchPort where it is plugged in: whatever comes from there is this machine
public record MachineDocument(
        MachineId id,
        List<MachineId> macs,
        Optional<UUID> uuid,
        Optional<String> serial,
        Rack rack,
        Optional<String> hostName,
        Optional<Ipv4> address,
        Optional<String> profile,
        Optional<String> oneShotProfile,
        Loader loader,
        Optional<Bmc> bmc,
        Optional<String> clientIdentifier,
        Optional<SwitchPort> switchPort) {

    /// @throws IllegalArgumentException where `id` is not among `macs`, or the client identifier is not hex
    public MachineDocument {
        clientIdentifier.ifPresent(hex -> Names.requireHex("clientIdentifier", hex));
        macs = List.copyOf(macs);
        if (!macs.contains(id)) {
            throw new IllegalArgumentException("id " + id + " is not among macs " + macs);
        }
    }

    /// A machine that is known by its MAC addresses and its UUID alone.
    public MachineDocument(
            MachineId id,
            List<MachineId> macs,
            Optional<UUID> uuid,
            Optional<String> serial,
            Rack rack,
            Optional<String> hostName,
            Optional<Ipv4> address,
            Optional<String> profile,
            Optional<String> oneShotProfile,
            Loader loader,
            Optional<Bmc> bmc) {
        this(
                id,
                macs,
                uuid,
                serial,
                rack,
                hostName,
                address,
                profile,
                oneShotProfile,
                loader,
                bmc,
                Optional.empty(),
                Optional.empty());
    }
}
