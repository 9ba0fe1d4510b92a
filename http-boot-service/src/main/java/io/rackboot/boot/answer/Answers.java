package io.rackboot.boot.answer;

import io.rackboot.boot.artifact.ArtifactCache;
import io.rackboot.boot.artifact.Fault;
import io.rackboot.boot.artifact.Fill;
import io.rackboot.boot.artifact.Progress;
import io.rackboot.boot.machine.Catalogue;
import io.rackboot.boot.machine.Choice.Chosen;
import io.rackboot.boot.machine.Choice.Refused;
import io.rackboot.boot.machine.Choices;
import io.rackboot.boot.machine.RefusalReason;
import io.rackboot.boot.script.Answer;
import io.rackboot.boot.script.BootPlan;
import io.rackboot.boot.script.KernelArguments;
import io.rackboot.boot.script.PlannedFile;
import io.rackboot.boot.token.BootId;
import io.rackboot.boot.token.BootTokens;
import io.rackboot.events.document.Artifact;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Answers loaders. A machine is told to boot only once every file it will ask for is in the cache: a loader at its
/// prompt cannot be told why a download fails, a script can.
public final class Answers {
    private static final int PAUSE = 10;
    private static final int SHORT_PAUSE = 2;

    private final Catalogue catalogue;
    private final ArtifactCache cache;
    private final BootTokens tokens;
    private final InstantSource clock;
    private final Duration patience;

    /// @param patience how long a loader is kept waiting for a file before it is told to ask again
    public Answers(
            Catalogue catalogue, ArtifactCache cache, BootTokens tokens, InstantSource clock, Duration patience) {
        this.catalogue = catalogue;
        this.cache = cache;
        this.tokens = tokens;
        this.clock = clock;
        this.patience = patience;
    }

    /// Answers one question; the stage ends at the latest when the patience does.
    public CompletableFuture<Reply> answer(Question question) {
        return switch (Choices.of(catalogue, question.mac())) {
            case Refused refused -> CompletableFuture.completedFuture(refusing(question, refused));
            case Chosen chosen ->
                fetched(chosen.files())
                        .thenApply(unready -> unready.<Reply>map(refused -> refusing(question, refused))
                                .orElseGet(() -> booting(question, chosen)))
                        .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                        .thenApply(reply -> reply == null ? waiting(question, chosen) : reply);
        };
    }

    private CompletableFuture<Optional<Refused>> fetched(List<Artifact> files) {
        var fills = files.stream().map(cache::obtain).toList();
        return CompletableFuture.allOf(fills.toArray(CompletableFuture[]::new))
                .thenApply(_ -> fills.stream()
                        .map(CompletableFuture::join)
                        .flatMap(Answers::failure)
                        .findFirst());
    }

    private static Stream<Refused> failure(Fill fill) {
        return switch (fill) {
            case Fill.Ready _ -> Stream.empty();
            case Fill.Failed(var fault, var detail) -> Stream.of(new Refused(reason(fault), detail));
        };
    }

    private static RefusalReason reason(Fault fault) {
        return switch (fault) {
            case UNAVAILABLE, UNNAMED -> RefusalReason.ARTIFACT_UNAVAILABLE;
            case MISMATCH -> RefusalReason.DIGEST_MISMATCH;
            case DISK -> RefusalReason.CACHE_FAILED;
        };
    }

    private Reply booting(Question question, Chosen chosen) {
        var arguments = Stream.concat(
                        chosen.image().kernelArguments().stream(), chosen.profile().kernelArguments().stream())
                .toList();
        return switch (KernelArguments.parse(arguments)) {
            case KernelArguments.Parsed.Invalid(var problem) -> refusing(question, unfit(chosen, problem));
            case KernelArguments.Parsed.Valid(var words) -> {
                var plan = plan(question, chosen, words);
                yield question.dialect()
                        .objection(plan)
                        .map(problem -> refusing(question, unfit(chosen, problem)))
                        .orElseGet(() -> new Reply.Booting(new Answer.Boot(plan)));
            }
        };
    }

    private BootPlan plan(Question question, Chosen chosen, KernelArguments arguments) {
        var image = chosen.image();
        var boot = new BootId(question.mac(), clock.instant(), image.digest(), image.key());
        return new BootPlan(
                question.mac(),
                image.key(),
                chosen.profile().name(),
                question.server(),
                PlannedFile.of(chosen.kernel()),
                chosen.initrd().map(PlannedFile::of),
                chosen.overlays().stream().map(PlannedFile::of).toList(),
                chosen.root().map(PlannedFile::of),
                arguments,
                tokens.issue(boot));
    }

    private static Refused unfit(Chosen chosen, String problem) {
        return new Refused(
                RefusalReason.KERNEL_ARGUMENTS,
                problem + "; change the arguments of profile "
                        + chosen.profile().name() + " or image "
                        + chosen.image().key());
    }

    private Reply refusing(Question question, Refused refused) {
        return new Reply.Refusing(
                new Answer.Hold(
                        question.mac(),
                        question.server(),
                        List.of(
                                question.mac().mac() + " cannot boot: "
                                        + refused.reason().word(),
                                refused.detail()),
                        PAUSE),
                refused);
    }

    private Reply waiting(Question question, Chosen chosen) {
        var progress = chosen.files().stream()
                .flatMap(file -> cache.progress(file.sha256()).stream()
                        .map(Progress::text)
                        .map(text -> file.name() + " " + text))
                .toList();
        return new Reply.Waiting(new Answer.Hold(
                question.mac(),
                question.server(),
                List.of("image " + chosen.image().key() + " is on its way to this rack: "
                        + String.join(", ", progress)),
                SHORT_PAUSE));
    }
}
