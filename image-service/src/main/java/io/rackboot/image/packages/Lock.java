package io.rackboot.image.packages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rackboot.image.packages.InstalledPackage.Kind;
import io.rackboot.image.tree.RefusedSourceException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What pins a build: with it a later build makes the same bytes or says why it cannot.
///
/// @param sourceDateEpoch the time of every file, seconds since 1970, 0 to 2^32-1
/// @param source the digest of a source that has one: of a container image, of an archive
/// @param packages every package of the root
/// @param kernel the packages that the kernel was taken out of, beside the root
public record Lock(
        long sourceDateEpoch, Optional<String> source, List<InstalledPackage> packages, List<InstalledPackage> kernel) {
    private static final int SHOWN = 10;

    public Lock {
        packages = List.copyOf(packages);
        kernel = List.copyOf(kernel);
    }

    /// Without packages of a kernel.
    public Lock(long sourceDateEpoch, Optional<String> source, List<InstalledPackage> packages) {
        this(sourceDateEpoch, source, packages, List.of());
    }

    /// {@return its text}
    public String text() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("lock", 1);
        json.put("sourceDateEpoch", sourceDateEpoch);
        source.ifPresent(digest -> json.put("source", digest));
        list(json.putArray("packages"), packages);
        if (!kernel.isEmpty()) {
            list(json.putArray("kernel"), kernel);
        }
        return JsonText.of(json);
    }

    private static void list(ArrayNode list, List<InstalledPackage> packages) {
        for (var installed : packages) {
            list.addObject()
                    .put("kind", installed.kind().text())
                    .put("distribution", installed.distribution())
                    .put("name", installed.name())
                    .put("version", installed.version())
                    .put("architecture", installed.architecture());
        }
    }

    /// {@return apt's preferences (apt_preferences(5)) that let it choose these versions and no others}
    public String preferences() {
        return packages.stream()
                .filter(installed -> installed.kind() == Kind.DEB)
                .map(installed -> "Package: " + installed.name() + "\nPin: version " + installed.version()
                        + "\nPin-Priority: 1001\n")
                .collect(Collectors.joining("\n"));
    }

    /// Sees that a root and the packages of its kernel are what the lock says.
    ///
    /// @throws RefusedSourceException naming packages that differ
    public void require(Optional<String> found, List<InstalledPackage> installed, List<InstalledPackage> ofKernel)
            throws RefusedSourceException {
        require(found, installed);
        if (!new TreeSet<>(kernel).equals(new TreeSet<>(ofKernel))) {
            throw new RefusedSourceException("the kernel's packages are " + shown(new TreeSet<>(ofKernel))
                    + "; those of the lock " + shown(new TreeSet<>(kernel)));
        }
    }

    /// Sees that a root is what the lock says.
    ///
    /// @throws RefusedSourceException naming packages that differ
    public void require(Optional<String> found, List<InstalledPackage> installed) throws RefusedSourceException {
        if (source.isPresent() && !source.equals(found)) {
            throw new RefusedSourceException(
                    "the lock is of source " + source.get() + ", this one is " + found.orElse("without a digest"));
        }
        var missing = new TreeSet<>(packages);
        installed.forEach(missing::remove);
        var more = new TreeSet<>(installed);
        packages.forEach(more::remove);
        if (!missing.isEmpty() || !more.isEmpty()) {
            throw new RefusedSourceException("the root is not what the lock says; in the lock only: " + shown(missing)
                    + "; in the root only: " + shown(more)
                    + "; a mirror of the lock's day (snapshot) has the versions that are gone elsewhere");
        }
    }

    private static String shown(TreeSet<InstalledPackage> packages) {
        var lines = packages.stream().limit(SHOWN).map(InstalledPackage::line).collect(Collectors.joining(", "));
        return packages.isEmpty() ? "none" : lines + (packages.size() > SHOWN ? ", … (" + packages.size() + ")" : "");
    }
}
