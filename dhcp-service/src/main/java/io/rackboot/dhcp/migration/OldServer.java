package io.rackboot.dhcp.migration;

import io.rackboot.dhcp.migration.found.HostTable;
import io.rackboot.dhcp.migration.found.SourceText;
import io.rackboot.dhcp.migration.found.Surroundings;
import io.rackboot.dhcp.wire.Ip4Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The old server's files: where they are named, or beside the configuration, as after copying them from there.
final class OldServer implements Surroundings {
    private static final int MOST = 1000;

    private final List<Path> directories;
    private final HostTable hosts;
    private int opened;

    /// @param files the configuration
    OldServer(List<Path> files, HostTable hosts) {
        this.directories = files.stream()
                .map(file -> Optional.ofNullable(file.getParent()).orElse(Path.of("")))
                .distinct()
                .toList();
        this.hosts = hosts;
    }

    @Override
    public Opened open(String path) {
        return find(path, Files::isRegularFile)
                .map(this::read)
                .orElseGet(() -> new Opened.Refused(
                        "there is no file " + path + ", nor one of its name beside the imported ones"));
    }

    private Opened read(Path file) {
        if (opened == MOST) {
            return new Opened.Refused("more than " + MOST + " files are included");
        }
        opened++;
        try {
            return new Opened.Text(new SourceText(file.toString(), TextFile.read(file)));
        } catch (IOException e) {
            return new Opened.Refused(e.getMessage());
        }
    }

    @Override
    public Optional<List<Opened>> openAll(String directory, Predicate<String> wanted) {
        return find(directory, Files::isDirectory).map(found -> {
            try (var files = Files.list(found)) {
                return files.filter(Files::isRegularFile)
                        .filter(file -> wanted.test(file.getFileName().toString()))
                        .sorted()
                        .limit(MOST + 1)
                        .map(this::read)
                        .toList();
            } catch (IOException e) {
                return List.of(new Opened.Refused(String.valueOf(e.getMessage())));
            }
        });
    }

    @Override
    public Optional<Ip4Address> address(String name) {
        return hosts.address(name);
    }

    private Optional<Path> find(String text, Predicate<Path> kind) {
        try {
            var path = Path.of(text);
            var name = Optional.ofNullable(path.getFileName());
            return Stream.concat(
                            directories.stream().map(directory -> directory.resolve(path)),
                            name.stream()
                                    .flatMap(last -> directories.stream().map(directory -> directory.resolve(last))))
                    .filter(kind)
                    .findFirst();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
