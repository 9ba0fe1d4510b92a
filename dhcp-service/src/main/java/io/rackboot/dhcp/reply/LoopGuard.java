package io.rackboot.dhcp.reply;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Gives a program something else when it asks for the same file for the third time within a minute.
///
/// Such a loop has its cause in what was given: a loader that its firmware cannot run or that finds no network driver
/// (then the other build of iPXE does better), an old iPXE in a ROM that cannot run the script (then a new iPXE does).
/// So the next of the program's files is given, in turn while the loop lasts. Giving none would end the loop too, but
/// would leave a diskless machine lying whose boot server was away for that minute; so would a refusal.
final class LoopGuard {
    /// How often a file is given within a minute before another one is.
    private static final int LIMIT = 2;

    private LoopGuard() {}

    /// {@return the file to give: the first, or in a loop the one after the one that was given last}
    ///
    /// @param candidates what the program can be given, the wanted one first
    /// @param given what it was given within the last minute, oldest first
    static Optional<String> choose(List<String> candidates, List<String> given) {
        if (candidates.isEmpty() || Collections.frequency(given, candidates.getFirst()) < LIMIT) {
            return candidates.stream().findFirst();
        }
        int next = candidates.indexOf(given.getLast()) + 1;
        return Optional.of(candidates.get(next % candidates.size()));
    }
}
