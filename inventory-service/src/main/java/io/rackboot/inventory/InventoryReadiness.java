package io.rackboot.inventory;

import io.rackboot.inventory.answer.Answers;
import io.rackboot.inventory.fact.Replay;
import io.rackboot.inventory.machine.Machines;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// How current the reads are. Always up: a copy that is stale is better than none.
@Readiness
@ApplicationScoped
public class InventoryReadiness implements HealthCheck {
    private final Machines machines;
    private final Replay replay;

    InventoryReadiness(Machines machines, Replay replay) {
        this.machines = machines;
        this.replay = replay;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("inventory")
                .up()
                .withData("machines", machines.all().size())
                .withData("documents", Answers.word(machines.freshness()))
                .withData("boots", Answers.word(replay.freshness()))
                .build();
    }
}
