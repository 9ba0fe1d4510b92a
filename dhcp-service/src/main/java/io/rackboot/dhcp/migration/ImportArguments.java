package io.rackboot.dhcp.migration;

import io.rackboot.events.Rack;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What the operator asks for.
///
/// @param files one at least; what they say together is one configuration
/// @param hosts a file of the form of `/etc/hosts`
/// @param machines where the documents go as JSON Lines
record ImportArguments(
        Format format, List<Path> files, Optional<Path> hosts, Optional<Path> machines, MachineDefaults defaults) {

    /// What the arguments turned out to be.
    sealed interface Reading {
        /// The help is wanted.
        record Help() implements Reading {}

        /// They are a mistake.
        record Wrong(String why) implements Reading {}

        /// They can be followed.
        record Good(ImportArguments arguments) implements Reading {}
    }

    static Reading read(List<String> arguments) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            return new Reading.Help();
        }
        try {
            return new Reading.Good(new Reader(new ArrayDeque<>(arguments)).read());
        } catch (Mistake mistake) {
            return new Reading.Wrong(mistake.getMessage());
        }
    }

    private static final class Mistake extends Exception {
        Mistake(String why) {
            super(why);
        }
    }

    private static final class Reader {
        private final Deque<String> words;
        private final List<Path> files = new ArrayList<>();
        private Optional<Path> hosts = Optional.empty();
        private Optional<Path> machines = Optional.empty();
        private Optional<String> profile = Optional.empty();
        private Rack rack = new Rack("r1");

        Reader(Deque<String> words) {
            this.words = words;
        }

        ImportArguments read() throws Mistake {
            var format = format();
            while (!words.isEmpty()) {
                take(words.poll());
            }
            if (files.isEmpty()) {
                throw new Mistake("name the files to import");
            }
            return new ImportArguments(format, List.copyOf(files), hosts, machines, new MachineDefaults(rack, profile));
        }

        private Format format() throws Mistake {
            var word = words.isEmpty() ? "" : words.poll();
            return Format.of(word)
                    .orElseThrow(() -> new Mistake(
                            "the first word is the format: dhcpd, dnsmasq, kea or ethers, not \"" + word + "\""));
        }

        private void take(String word) throws Mistake {
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            if (equals > 0) {
                words.push(word.substring(equals + 1));
            }
            switch (equals > 0 ? word.substring(0, equals) : word) {
                case "--hosts" -> hosts = Optional.of(path(value(word)));
                case "--machines" -> machines = Optional.of(path(value(word)));
                case "--rack" -> rack = rack(value(word));
                case "--profile" -> profile = Optional.of(profile(value(word)));
                default -> {
                    if (word.startsWith("-")) {
                        throw new Mistake("there is no option " + word);
                    }
                    files.add(path(word));
                }
            }
        }

        private String value(String option) throws Mistake {
            if (words.isEmpty()) {
                throw new Mistake(option + " wants a value");
            }
            return words.poll();
        }

        private static Path path(String word) throws Mistake {
            try {
                return Path.of(word);
            } catch (IllegalArgumentException e) {
                throw new Mistake("not the name of a file: " + e.getMessage());
            }
        }

        private static Rack rack(String word) throws Mistake {
            try {
                return new Rack(word);
            } catch (IllegalArgumentException e) {
                throw new Mistake("--rack: " + e.getMessage());
            }
        }

        private static String profile(String word) throws Mistake {
            if (!word.matches("[a-z0-9_-]{1,64}")) {
                throw new Mistake("--profile is the name of a profile, 1 to 64 of a-z 0-9 _ -, not " + word);
            }
            return word;
        }
    }
}
