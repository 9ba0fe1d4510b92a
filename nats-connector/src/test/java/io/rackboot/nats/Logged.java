package io.rackboot.nats;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/// The warnings and errors of one class while a test runs.
public final class Logged implements AutoCloseable {
    private static final Formatter TEXT = new PatternFormatter("%s");

    private final Logger logger;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                messages.add(TEXT.format(entry));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Logged(Logger logger) {
        this.logger = logger;
    }

    /// Listens to the class's log until it is closed.
    public static Logged by(String type) {
        var logged = new Logged(Logger.getLogger(type));
        logged.logger.addHandler(logged.handler);
        return logged;
    }

    /// {@return what was logged so far}
    public List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
