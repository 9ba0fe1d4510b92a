package io.rackboot.boot.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How a request for a file is answered, decided before a byte is sent.
///
/// @param status the HTTP status
/// @param headers in the spelling of the RFCs: GRUB 2.06 knows `Content-Length` and not `content-length`
/// @param offset the first byte sent
/// @param length how many are sent, 0 for a response without a body
record FileResponse(int status, Map<String, String> headers, long offset, long length) {

    /// The headers that decide.
    record Conditions(Optional<String> range, Optional<String> ifRange, Optional<String> ifNoneMatch) {}

    /// Answers a GET.
    static FileResponse toGet(Deliverable file, Conditions conditions) {
        var tag = new EntityTag(file.sha256());
        if (tag.listedIn(conditions.ifNoneMatch())) {
            return new FileResponse(304, Map.of("ETag", tag.text()), 0, 0);
        }
        var range = conditions.range().filter(_ -> tag.allowsRange(conditions.ifRange()));
        return switch (ByteRange.of(range, file.size())) {
            case ByteRange.Whole _ -> new FileResponse(200, headers(file, file.size()), 0, file.size());
            case ByteRange.Part(var first, var last) -> {
                var headers = headers(file, last - first + 1);
                headers.put("Content-Range", "bytes " + first + "-" + last + "/" + file.size());
                yield new FileResponse(206, headers, first, last - first + 1);
            }
            case ByteRange.Unsatisfiable _ -> {
                var headers = headers(file, 0);
                headers.put("Content-Range", "bytes */" + file.size());
                yield new FileResponse(416, headers, 0, 0);
            }
        };
    }

    /// Answers a HEAD: as a GET without `Range`, which means nothing to HEAD (RFC 9110 section 14.2).
    static FileResponse toHead(Deliverable file, Conditions conditions) {
        var whole = toGet(file, new Conditions(Optional.empty(), Optional.empty(), conditions.ifNoneMatch()));
        return new FileResponse(whole.status(), whole.headers(), 0, 0);
    }

    /// {@return whether the file's last byte is in it}
    boolean reachesEndOf(Deliverable file) {
        return offset + length == file.size() && (status == 200 || status == 206);
    }

    private static Map<String, String> headers(Deliverable file, long length) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", file.mediaType());
        headers.put("Content-Length", Long.toString(length));
        headers.put("ETag", new EntityTag(file.sha256()).text());
        headers.put("Accept-Ranges", "bytes");
        headers.put("Rackboot-Role", file.role().text());
        return headers;
    }
}
