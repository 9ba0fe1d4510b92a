package io.rackboot.boot.script;

import io.rackboot.events.MachineId;
import io.rackboot.events.document.Artifact;
import java.util.regex.Pattern;

/// A file of the image as a loader asks for it.
///
/// @param sha256 its digest, 64 lower-case hex digits
/// @param name its last path segment: what loaders print, and what some go by
public record PlannedFile(String sha256, String name) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}");

    /// The file of a document. A name that needs quoting in some loader gives way to the word of its role: the digest
    /// alone decides what is delivered.
    public static PlannedFile of(Artifact artifact) {
        var name = artifact.name();
        return new PlannedFile(
                artifact.sha256(),
                PLAIN.matcher(name).matches() ? name : artifact.role().text());
    }

    /// {@return its path in a machine's directory}
    public String path(MachineId machine) {
        return "/boot/" + machine + "/artifacts/" + sha256 + "/" + name;
    }
}
