package io.rackboot.image.size;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rackboot.image.packages.JsonText;
import io.rackboot.image.size.SizeReport.Share;
import java.util.List;

/// A size report as JSON.
final class SizeReportText {
    private SizeReportText() {}

    static String of(SizeReport report) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("total", report.total());
        put(json, "slimming", report.slimming());
        put(json, "packages", report.packages());
        put(json, "directories", report.directories());
        put(json, "files", report.files());
        return JsonText.of(json);
    }

    private static void put(ObjectNode json, String name, List<Share> shares) {
        var object = json.putObject(name);
        shares.forEach(share -> object.put(share.name(), share.bytes()));
    }
}
