package io.rackboot.inventory.boot;

import static io.rackboot.inventory.document.StoreAnswers.of;

import io.rackboot.inventory.answer.Answers;
import io.rackboot.inventory.answer.Mistake;
import io.rackboot.inventory.answer.Problem;
import io.rackboot.inventory.document.Page;
import io.rackboot.inventory.fact.Replay;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/// The latest boot of each machine over HTTP, projected from the facts.
@Path("/boots")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class BootResource {
    private static final List<String> OUTCOMES = List.of("running", "complete", "failed", "stalled");

    private final Timelines timelines;
    private final Replay replay;

    BootResource(Timelines timelines, Replay replay) {
        this.timelines = timelines;
        this.replay = replay;
    }

    @GET
    public Response latest(
            @QueryParam("limit") Optional<String> limit,
            @QueryParam("after") Optional<String> after,
            @QueryParam("rack") Optional<String> rack,
            @QueryParam("outcome") Optional<String> outcome) {
        if (outcome.filter(OUTCOMES::contains).isEmpty() && outcome.isPresent()) {
            return Answers.problem(Problem.mistakes(
                    List.of(new Mistake("outcome", "is no outcome", "one of " + String.join(", ", OUTCOMES)))));
        }
        return of(Page.read(limit, after), page -> {
            var wanted = timelines.latest().stream()
                    .filter(boot -> page.after()
                            .map(key -> boot.machine().text().compareTo(key) > 0)
                            .orElse(true))
                    .filter(boot -> rack.map(boot.rack().label()::equals).orElse(true))
                    .filter(boot ->
                            outcome.map(BootJson.outcome(boot.state())::equals).orElse(true));
            var body = page.of("boots", wanted, boot -> boot.machine().text(), BootJson::of);
            return Answers.read(body, replay.freshness()).build();
        });
    }
}
