package io.rackboot.image.steps;

import io.rackboot.image.specification.Steps.Units;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What systemd starts: the links that `systemctl enable`, `disable` and `mask` make and remove in /etc/systemd/system,
/// as the [Install] sections of the units say (systemd.unit(5)).
public record SystemdUnits(Tree tree) {
    private static final String OWN = "/etc/systemd/system/";
    private static final List<String> PLACES =
            List.of(OWN, "/usr/local/lib/systemd/system/", "/lib/systemd/system/", "/usr/lib/systemd/system/");
    private static final Attributes LINK = Attributes.root(0777);
    private static final List<String> KINDS =
            List.of(".service", ".socket", ".timer", ".target", ".mount", ".automount", ".path", ".slice", ".swap");

    /// Changes the links.
    ///
    /// @throws RefusedSourceException for a unit that the root does not have, or one without [Install]
    public void apply(Units units) throws IOException {
        for (var unit : units.disable()) {
            disable(full(unit));
        }
        for (var unit : units.enable()) {
            enable(full(unit), new HashSet<>());
        }
        for (var unit : units.mask()) {
            unlink(full(unit));
            tree.place(OWN + full(unit), new Node.SymbolicLink(LINK, "/dev/null"));
        }
    }

    private static String full(String unit) {
        return KINDS.stream().anyMatch(unit::endsWith) ? unit : unit + ".service";
    }

    private void enable(String unit, Set<String> seen) throws IOException {
        if (!seen.add(unit)) {
            return;
        }
        var file = file(unit).or(() -> file(template(unit))).orElseThrow(() -> absent(unit));
        var install = InstallSection.of(new TextFile(tree, file, LINK).lines().orElse(List.of()));
        if (install.isEmpty()) {
            throw new RefusedSourceException(
                    "unit " + unit + " has no [Install] section: it is started by others, not enabled");
        }
        var instance = unit.replaceFirst("^[^@]*@?([^.]*)\\..*$", "$1");
        var name = unit.contains("@.") ? unit.replace("@.", "@" + install.defaultInstance() + ".") : unit;
        for (var target : install.wantedBy()) {
            link(OWN + target + ".wants/" + name, file);
        }
        for (var target : install.requiredBy()) {
            link(OWN + target + ".requires/" + name, file);
        }
        for (var alias : install.alias()) {
            link(OWN + alias.replace("%i", instance), file);
        }
        for (var also : install.also()) {
            enable(also, seen);
        }
    }

    private void link(String path, String target) throws RefusedSourceException {
        var name = path.substring(path.lastIndexOf('/') + 1);
        if (name.equals(".") || name.equals("..") || path.indexOf(0) >= 0) {
            throw new RefusedSourceException(
                    "the [Install] section of " + target + " asks for a link '" + path.replace('\0', '?') + "'");
        }
        tree.place(path, new Node.SymbolicLink(LINK, target));
    }

    private void disable(String unit) throws RefusedSourceException {
        if (unlink(unit) == 0 && file(unit).isEmpty() && file(template(unit)).isEmpty()) {
            throw absent(unit);
        }
    }

    /// Removes each link below /etc/systemd/system that bears the unit's name or leads to its file.
    private int unlink(String unit) {
        if (!(tree.resolve(OWN) instanceof Resolution.Found(var own, Node.Directory _))) {
            return 0;
        }
        var gone = new ArrayList<TreePath>();
        tree.below(own).forEach((path, node) -> {
            if (node instanceof Node.SymbolicLink link
                    && (path.name().equals(unit) || link.target().endsWith("/" + unit))
                    && !link.target().equals("/dev/null")) {
                gone.add(path);
            }
        });
        gone.forEach(tree::remove);
        return gone.size();
    }

    private static String template(String unit) {
        return unit.replaceFirst("@[^.]*\\.", "@.");
    }

    private java.util.Optional<String> file(String unit) {
        return PLACES.stream()
                .map(place -> place + unit)
                .filter(path -> tree.resolve(path) instanceof Resolution.Found(var _, Node.RegularFile _))
                .findFirst();
    }

    private static RefusedSourceException absent(String unit) {
        return new RefusedSourceException("the root has no unit " + unit);
    }
}
