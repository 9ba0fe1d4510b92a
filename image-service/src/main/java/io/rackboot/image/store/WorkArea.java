package io.rackboot.image.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where builds work, on the same disk as the store so that what they made can be renamed into it.
///
/// @param directory holds one directory per build at work
/// @param free the room on its disk
public record WorkArea(Path directory, FreeSpace free) {

    /// Makes the directory of a build.
    public JobSpace open(String build) throws IOException {
        return new JobSpace(Files.createDirectory(directory.resolve(build)), free);
    }

    /// Removes what builds left that a crash ended, and {@return what could not be removed, and why, for people}.
    public List<String> clear() throws IOException {
        var problems = new ArrayList<String>();
        try (var directories = Files.list(directory)) {
            for (var left : directories.toList()) {
                try {
                    new JobSpace(left, free).close();
                } catch (IOException e) {
                    problems.add(left + ": " + e);
                }
            }
        }
        return problems;
    }
}
