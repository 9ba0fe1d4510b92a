package io.rackboot.boot.script;

import io.rackboot.events.MachineId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything a script says about one boot.
///
/// @param machine the MAC address the machine boots from
/// @param image the image as `name.version`
/// @param profile the profile that chose it
/// @param server where the machine reaches this service
/// @param kernel the kernel
/// @param initrd the initial RAM disk, if the image has one
/// @param overlays archives that are loaded after the initrd, in order
/// @param root the file of the root that the first stage fetches, if the image has one
/// @param arguments the image's arguments and then the profile's
/// @param token the boot token
public record BootPlan(
        MachineId machine,
        String image,
        String profile,
        ServerUrl server,
        PlannedFile kernel,
        Optional<PlannedFile> initrd,
        List<PlannedFile> overlays,
        Optional<PlannedFile> root,
        KernelArguments arguments,
        String token) {

    public BootPlan {
        overlays = List.copyOf(overlays);
    }

    /// The longest command line that Linux keeps: `COMMAND_LINE_SIZE` of x86 and arm64 less the final NUL. What is
    /// longer is cut by the kernel without a word, the token first.
    public static final int LONGEST_COMMAND_LINE = 2047;

    /// {@return the whole command line: the arguments, then what the machine needs to find its way back}
    public KernelArguments commandLine() {
        return arguments
                .and(List.of(
                        "BOOTIF=" + bootInterface(),
                        "rackboot.phone-home=" + server + "/boot/" + machine + "/phone-home",
                        "rackboot.token=" + token))
                .and(root.map(file -> List.of("rackboot.root=" + url(file))).orElse(List.of()));
    }

    /// {@return what the kernel unpacks, in order}
    public List<PlannedFile> initrds() {
        return Stream.concat(initrd.stream(), overlays.stream()).toList();
    }

    /// {@return the machine's interface as PXELINUX writes it: hardware type and address with hyphens}
    public String bootInterface() {
        return "01-" + machine.mac().replace(':', '-');
    }

    /// {@return the URL of a file of the image}
    public String url(PlannedFile file) {
        return server + file.path(machine);
    }

    /// {@return one line for comments and consoles}
    public String title() {
        return machine.mac() + " boots image " + image + " (profile " + profile + ")";
    }
}
