package io.rackboot.image.build;

import io.rackboot.events.FileRole;
import io.rackboot.image.packages.InstalledPackage;
import io.rackboot.image.packages.Lock;
import io.rackboot.image.packages.PackageDatabase;
import io.rackboot.image.packages.Sbom;
import io.rackboot.image.size.SizeReport;
import io.rackboot.image.specification.Specification;
import io.rackboot.image.store.DigestingOutputStream;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What is told of an image beside its files: its packages, its bill of materials, its lock, its sizes.
///
/// @param settings with the time of the image
/// @param space where the files are made
record Papers(Specification specification, BuildSettings settings, JobSpace space, BuildLog log) {
    private static final int SHOWN = 5;

    /// Sees that a root is what lock and budget say, and {@return the papers}; a root without a package database and
    /// without a source that has a digest has none, unless its kernel is of packages.
    ///
    /// @param kernel the packages that the kernel was taken out of
    List<BuiltArtifact> of(PreparedRoot root, List<InstalledPackage> kernel, List<Lock> locks) throws IOException {
        var packages = new PackageDatabase(root.tree()).packages();
        for (var lock : locks) {
            lock.require(root.source(), packages, kernel);
        }
        var report = SizeReport.of(root.tree(), packages);
        tell(report, packages);
        var budget = specification.bounds().root();
        if (budget.isPresent() && report.total() > budget.getAsLong()) {
            throw new RefusedSourceException("the root has " + report.total() + " bytes, its budget is "
                    + budget.getAsLong() + "; rules of `slim` would gain: " + shares(report.slimming()));
        }
        if (packages.isEmpty() && root.source().isEmpty() && kernel.isEmpty()) {
            return List.of();
        }
        var lock = new Lock(settings.sourceDateEpoch(), root.source(), packages, kernel);
        var all = new TreeSet<>(packages);
        all.addAll(kernel);
        var lines = all.stream().map(InstalledPackage::line).collect(Collectors.joining("\n", "", "\n"));
        var papers = new ArrayList<BuiltArtifact>();
        papers.add(paper("packages.txt", lines));
        papers.add(
                paper("sbom.cdx.json", Sbom.text(specification.name(), settings.sourceDateEpoch(), List.copyOf(all))));
        papers.add(paper("lock.json", lock.text()));
        papers.add(paper("size.json", report.text()));
        return papers;
    }

    /// Sees that an initrd keeps to its budget, and tells what no firmware class can take.
    void requireInitrd(List<BuiltArtifact> artifacts) throws RefusedSourceException {
        for (var artifact : artifacts) {
            var budget = specification.bounds().initrd();
            if (artifact.role() == FileRole.INITRD && budget.isPresent() && artifact.size() > budget.getAsLong()) {
                throw new RefusedSourceException(
                        "the initrd has " + artifact.size() + " bytes, its budget is " + budget.getAsLong());
            }
            if (artifact.role() == FileRole.INITRD) {
                FirmwareLimits.of(artifact.size()).forEach(log::line);
            }
        }
    }

    private void tell(SizeReport report, List<InstalledPackage> packages) {
        log.line("size: " + report.total() + " bytes, " + packages.size() + " packages");
        if (!report.packages().isEmpty()) {
            log.line("largest packages: " + shares(report.packages()));
        }
        log.line("largest directories: " + shares(report.directories()));
        log.line("rules of slim would gain: " + shares(report.slimming()));
    }

    private static String shares(List<SizeReport.Share> shares) {
        return shares.stream()
                .filter(share -> share.bytes() > 0)
                .sorted((a, b) -> Long.compare(b.bytes(), a.bytes()))
                .limit(SHOWN)
                .map(share -> share.name() + " " + share.bytes())
                .collect(Collectors.joining(", "));
    }

    private BuiltArtifact paper(String name, String text) throws IOException {
        var out = new DigestingOutputStream(space.create(name));
        try (out) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return new BuiltArtifact(FileRole.OTHER, name, space.path(name), out.size(), out.sha256());
    }
}
