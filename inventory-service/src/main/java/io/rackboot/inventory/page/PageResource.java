package io.rackboot.inventory.page;

import io.rackboot.events.document.ImageDocument;
import io.rackboot.inventory.answer.Answers;
import io.rackboot.inventory.boot.Timelines;
import io.rackboot.inventory.document.Documents;
import io.rackboot.inventory.document.Versioned;
import io.rackboot.inventory.live.Standing;
import io.rackboot.inventory.live.Standings;
import io.rackboot.inventory.machine.Discoveries;
import io.rackboot.inventory.machine.Discovery;
import io.rackboot.inventory.machine.Machines;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// `GET /`: the page.
@Path("/")
@RunOnVirtualThread
public class PageResource {
    /// How many machines are rendered here; the script shows the rest by its filter.
    private static final int SHOWN = 500;

    private final Machines machines;
    private final Timelines timelines;
    private final Discoveries discoveries;
    private final Documents<ImageDocument> images;
    private final Standings standings;
    private final Template template = template();

    PageResource(
            Machines machines,
            Timelines timelines,
            Discoveries discoveries,
            Documents<ImageDocument> images,
            Standings standings) {
        this.machines = machines;
        this.timelines = timelines;
        this.discoveries = discoveries;
        this.images = images;
        this.standings = standings;
    }

    @GET
    @Produces("text/html;charset=UTF-8")
    public Response page() {
        var unknown = discoveries.unknown();
        var standing = standings.now();
        var page = template.fill(Map.of(
                "standing", standing(standing),
                "rows", rows(),
                "unknown-hidden", unknown.isEmpty() ? "hidden" : "",
                "unknown-count", Integer.toString(unknown.size()),
                "unknown-rows",
                        unknown.stream().limit(SHOWN).map(PageResource::unknown).collect(Collectors.joining()),
                "images-hidden", images.all().isEmpty() ? "hidden" : "",
                "image-rows",
                        images.all().stream()
                                .map(Versioned::document)
                                .map(ImageRow::html)
                                .collect(Collectors.joining())));
        return Response.ok(page)
                .header(Answers.FRESHNESS, Answers.word(standing.documents()))
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }

    private static String standing(Standing standing) {
        return Html.of(
                standing.live()
                        ? "<p id=\"standing\" role=\"status\" data-state=\"%s\" hidden>%s Since %s.</p>"
                        : "<p id=\"standing\" role=\"status\" data-state=\"%s\">%s Since %s.</p>",
                standing.state(),
                standing.text(),
                MachineRow.time(standing.since()));
    }

    private String rows() {
        return machines.all().stream()
                .map(Versioned::document)
                .limit(SHOWN)
                .map(machine ->
                        MachineRow.of(machine, timelines.latest(machine.macs())).html())
                .collect(Collectors.joining());
    }

    private static String unknown(Discovery one) {
        return Html.of(
                """
                <tr><td class="mac mono">%s</td><td class="rack">%s</td><td class="firmware">%s</td>\
                <td class="last num">%s</td><td class="act"></td></tr>
                """, one.machine().mac(), one.rack().label(), one.firmware().text(), MachineRow.time(one.last()));
    }

    private static Template template() {
        try (var in = PageResource.class.getResourceAsStream("/page.html")) {
            return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
