package io.rackboot.image.size;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rackboot.image.size.SizeReport.Share;
import java.util.List;

/// A size report as JSON.
final class SizeReportText {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private SizeReportText() {}

    static String of(SizeReport report) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("total", report.total());
        put(json, "slimming", report.slimming());
        put(json, "packages", report.packages());
        put(json, "directories", report.directories());
        put(json, "files", report.files());
        try {
            return JSON.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(ObjectNode json, String name, List<Share> shares) {
        var object = json.putObject(name);
        shares.forEach(share -> object.put(share.name(), share.bytes()));
    }
}
