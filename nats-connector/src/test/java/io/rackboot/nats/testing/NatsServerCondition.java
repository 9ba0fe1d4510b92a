package io.rackboot.nats.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/// See [NeedsNatsServer].
final class NatsServerCondition implements ExecutionCondition {
    private final NatsBinary binary;

    NatsServerCondition() {
        this(new NatsBinary(System.getenv()));
    }

    NatsServerCondition(NatsBinary binary) {
        this.binary = binary;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return evaluate();
    }

    ConditionEvaluationResult evaluate() {
        try {
            return ConditionEvaluationResult.enabled("there is " + binary.require());
        } catch (TestAbortedException missing) {
            return ConditionEvaluationResult.disabled(missing.getMessage());
        } catch (IllegalStateException everyTestCounts) {
            return ConditionEvaluationResult.enabled("its start will fail: " + everyTestCounts.getMessage());
        }
    }
}
