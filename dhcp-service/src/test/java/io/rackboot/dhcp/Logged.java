package io.rackboot.dhcp;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/// What one class, or all beneath one package, logs while a test runs.
public final class Logged implements AutoCloseable {
    private static final Formatter TEXT = new PatternFormatter("%p %s");

    private final Logger logger;
    private final Optional<Level> before;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            messages.add(TEXT.format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Logged(Logger logger) {
        this.logger = logger;
        this.before = Optional.ofNullable(logger.getLevel());
        logger.addHandler(handler);
    }

    /// Listens to the log at INFO and above until it is closed.
    public static Logged by(String type) {
        return new Logged(Logger.getLogger(type));
    }

    /// Listens to every line of the log until it is closed.
    public static Logged allBy(String type) {
        var logged = by(type);
        logged.logger.setLevel(Level.ALL);
        return logged;
    }

    /// {@return level and text of what was logged so far}
    public List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setLevel(before.orElse(null));
    }
}
