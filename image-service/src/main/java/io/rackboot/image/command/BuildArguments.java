package io.rackboot.image.command;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What `build` is asked for.
///
/// @param specification the file, `-` for the standard input
/// @param place where the image is made
record BuildArguments(String specification, Place place) {

    /// Where an image is made.
    sealed interface Place {
        /// Here, as files in a directory; `name.version` in the working directory where none is said.
        record Here(Optional<Path> directory) implements Place {}

        /// By a service, which publishes it.
        record Service(URI url) implements Place {}
    }

    /// What the arguments turned out to be.
    sealed interface Reading {
        /// The help is wanted.
        record Help() implements Reading {}

        /// They are a mistake.
        record Wrong(String why) implements Reading {}

        /// They can be followed.
        record Good(BuildArguments arguments) implements Reading {}
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
        private Optional<String> specification = Optional.empty();
        private Optional<Path> output = Optional.empty();
        private Optional<URI> service = Optional.empty();

        Reader(Deque<String> words) {
            this.words = words;
        }

        BuildArguments read() throws Mistake {
            while (!words.isEmpty()) {
                take(words.poll());
            }
            if (specification.isEmpty()) {
                throw new Mistake("name the specification to build");
            }
            if (output.isPresent() && service.isPresent()) {
                throw new Mistake("--output is for a build here: a service keeps its images itself");
            }
            var here = new Place.Here(output);
            return new BuildArguments(
                    specification.get(), service.<Place>map(Place.Service::new).orElse(here));
        }

        private void take(String word) throws Mistake {
            var equals = word.startsWith("--") ? word.indexOf('=') : -1;
            if (equals > 0) {
                words.push(word.substring(equals + 1));
            }
            switch (equals > 0 ? word.substring(0, equals) : word) {
                case "--output" -> output = Optional.of(path(value(word)));
                case "--service" -> service = Optional.of(url(value(word)));
                default -> {
                    if (word.startsWith("-") && !word.equals("-")) {
                        throw new Mistake("there is no option " + word);
                    }
                    if (specification.isPresent()) {
                        throw new Mistake("one specification at a time, not " + word + " too");
                    }
                    specification = Optional.of(word);
                }
            }
        }

        private String value(String option) throws Mistake {
            if (words.isEmpty()) {
                throw new Mistake(option + " needs a value");
            }
            return words.poll();
        }

        private static Path path(String text) throws Mistake {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new Mistake("--output is no path: " + e.getReason());
            }
        }

        private static URI url(String text) throws Mistake {
            try {
                var url = URI.create(text.replaceAll("/+$", ""));
                if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                    return url;
                }
            } catch (IllegalArgumentException _) {
                // The same words for what is no URL at all.
            }
            throw new Mistake("--service is a URL such as http://images.example:8083, not " + text);
        }
    }
}
