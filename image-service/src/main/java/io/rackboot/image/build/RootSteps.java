package io.rackboot.image.build;

import io.rackboot.image.kernel.KernelFiles;
import io.rackboot.image.packages.Lock;
import io.rackboot.image.specification.Steps;
import io.rackboot.image.steps.Guests;
import io.rackboot.image.steps.MachineIdentity;
import io.rackboot.image.steps.TreeSteps;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Takes the steps of a specification, one after the other. What needs no program is done on the tree itself; for
/// programs the tree is written into a directory and read back.
///
/// @param workshop where trees become directories and are read back
record RootSteps(RootBuilder workshop, ProgressMeter meter, BuildLog log) {
    private static final Path NAME_SERVERS = Path.of("/etc/resolv.conf");

    /// @param packages those of the steps that the source did not install
    PreparedRoot take(PreparedRoot source, Steps steps, List<String> packages) throws IOException {
        if (steps.equals(Steps.NONE)) {
            return source;
        }
        meter.begin(BuildStage.STEPS, 0);
        var tree = packages.isEmpty() ? source.tree() : inside(source.tree(), install(packages));
        new TreeSteps(tree, log::line).before(steps);
        tree = steps.commands().isEmpty() ? tree : inside(tree, commands(steps));
        // A kernel of the root becomes a file of its own: removals and rules of `slim` leave it at that.
        var kernels = KernelFiles.of(tree);
        new TreeSteps(tree, log::line).after(steps);
        return new PreparedRoot(tree, source.source(), kernels);
    }

    private Tree inside(Tree before, List<List<String>> programs) throws IOException {
        var known = new HashSet<>(before.nodes().keySet());
        var guests = new Guests(
                Files.exists(NAME_SERVERS) ? Files.readString(NAME_SERVERS) : "",
                workshop.locks().stream().map(Lock::preferences).findFirst());
        guests.enter(before);
        var directory = workshop.workingTree();
        directory.fill(before);
        for (var i = 0; i < programs.size(); i++) {
            log.line("in the root: " + String.join(" ", programs.get(i)));
            directory.run(programs.get(i));
            meter.reach(100 * (i + 1) / programs.size());
        }
        var after = workshop.read(directory::pack);
        directory.remove();
        guests.leave(after);
        MachineIdentity.remove(after, known, log::line);
        return after;
    }

    private List<List<String>> install(List<String> packages) {
        var update = new ArrayList<>(List.of("apt-get", "update"));
        if (!workshop.locks().isEmpty()) {
            // A mirror of the lock's day says that it is out of date.
            update.addAll(List.of("-o", "Acquire::Check-Valid-Until=false"));
        }
        var install = new ArrayList<>(List.of("apt-get", "install", "--yes", "--no-install-recommends", "--"));
        install.addAll(packages);
        return List.of(update, install, List.of("apt-get", "clean"));
    }

    private static List<List<String>> commands(Steps steps) {
        return steps.commands().stream()
                .map(words -> words.size() == 1 ? List.of("/bin/sh", "-e", "-c", words.getFirst()) : words)
                .toList();
    }
}
