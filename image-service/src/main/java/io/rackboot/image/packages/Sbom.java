package io.rackboot.image.packages;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// The bill of materials of a root, as CycloneDX 1.5 JSON. Equal packages give equal bytes: its serial number is made
/// of them, its time is the image's.
public final class Sbom {
    private Sbom() {}

    /// {@return its text}
    ///
    /// @param image the image's name
    public static String text(String image, long sourceDateEpoch, List<InstalledPackage> packages) {
        var lines = packages.stream().map(InstalledPackage::url).collect(Collectors.joining("\n"));
        var serial = UUID.nameUUIDFromBytes((image + "\n" + lines).getBytes(StandardCharsets.UTF_8));
        var json = JsonNodeFactory.instance.objectNode();
        json.put("bomFormat", "CycloneDX");
        json.put("specVersion", "1.5");
        json.put("serialNumber", "urn:uuid:" + serial);
        json.put("version", 1);
        var metadata = json.putObject("metadata");
        metadata.put("timestamp", Instant.ofEpochSecond(sourceDateEpoch).toString());
        metadata.putObject("tools")
                .putArray("components")
                .addObject()
                .put("type", "application")
                .put("name", "rackboot image-service");
        metadata.putObject("component").put("type", "operating-system").put("name", image);
        var components = json.putArray("components");
        for (var installed : packages) {
            components
                    .addObject()
                    .put("type", "library")
                    .put("bom-ref", installed.url())
                    .put("name", installed.name())
                    .put("version", installed.version())
                    .put("purl", installed.url());
        }
        return JsonText.of(json);
    }
}
