package io.rackboot.dhcp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/// What one class logs at INFO and above while a test runs.
public final class Logged implements AutoCloseable {
    private static final Formatter TEXT = new PatternFormatter("%p %s");

    private final Logger logger;
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
    }

    /// Listens to the class's log until it is closed.
    public static Logged by(String type) {
        var logged = new Logged(Logger.getLogger(type));
        logged.logger.addHandler(logged.handler);
        return logged;
    }

    /// {@return level and text of what was logged so far}
    public List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
