package io.rackboot.inventory.page;

import io.rackboot.inventory.boot.Timelines;
import io.rackboot.inventory.document.Versioned;
import io.rackboot.inventory.machine.Discoveries;
import io.rackboot.inventory.machine.Discovery;
import io.rackboot.inventory.machine.Machines;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    private final String template = template();

    PageResource(Machines machines, Timelines timelines, Discoveries discoveries) {
        this.machines = machines;
        this.timelines = timelines;
        this.discoveries = discoveries;
    }

    @GET
    @Produces("text/html;charset=UTF-8")
    public String page() {
        var unknown = discoveries.unknown();
        return template.replace("{{rows}}", rows())
                .replace("{{unknown-hidden}}", unknown.isEmpty() ? "hidden" : "")
                .replace("{{unknown-count}}", Integer.toString(unknown.size()))
                .replace(
                        "{{unknown-rows}}",
                        unknown.stream().limit(SHOWN).map(PageResource::unknown).collect(Collectors.joining()));
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
        return "<tr><td class=\"mono\">%s</td><td>%s</td><td>%s</td><td class=\"num\">%s</td><td></td></tr>\n"
                .formatted(
                        one.machine().mac(),
                        Html.escape(one.rack().label()),
                        one.firmware().text(),
                        MachineRow.time(one.last()));
    }

    private static String template() {
        try (var in = PageResource.class.getResourceAsStream("/page.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
