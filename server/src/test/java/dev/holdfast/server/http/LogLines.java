package dev.holdfast.server.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The lines of a logger while this is open. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> fields = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private LogLines(Logger logger) {
        this.logger = logger;
    }

    /** The lines of a logger from now on. */
    public static LogLines of(String name) {
        LogLines lines = new LogLines((Logger) LoggerFactory.getLogger(name));
        lines.start();
        lines.logger.setLevel(Level.INFO);
        lines.logger.addAppender(lines);
        return lines;
    }

    /** The lines so far. */
    public List<String> lines() {
        return lines;
    }

    /** The fields of all lines so far, each with its name. */
    public List<String> fields() {
        return fields;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(field -> fields.add(field.key + "=" + field.value));
        }
        String id = event.getMDCPropertyMap().get("request_id");
        lines.add(event.getFormattedMessage() + (id == null ? "" : " " + id));
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(null);
    }
}
