package io.rackboot.image.boottest;

import java.io.IOException;

/// Enough was seen: the machine is switched off.
final class TrialOverException extends IOException {
    TrialOverException() {
        super("the boot test is over");
    }
}
