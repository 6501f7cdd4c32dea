package dev.holdfast.cli.session;

import dev.holdfast.server.config.Configuration.LogFormat;
import dev.holdfast.server.config.Configuration.LogLevel;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets up the log of the process. */
final class Logs {
    private static final String FORMAT = "holdfast.log.format";
    private static final String LEVEL = "holdfast.log.level";

    private Logs() {}

    /** Chooses the format and the level. Both take effect when the first logger is created, which is later. */
    static void setUp(LogFormat format, LogLevel level) {
        // logback.xml reads these.
        System.setProperty(FORMAT, format.name().toLowerCase(Locale.ROOT));
        System.setProperty(LEVEL, level.name());
        // The JDBC driver, for one, logs to java.util.logging, which would write lines of its own.
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> logger().error("the thread {} failed", thread.getName(), failure));
    }

    /** The log that takes the place of messages to a person. Set up in JSON, at the level of the process or INFO. */
    static Logger inPlaceOfMessages() {
        if (System.getProperty(FORMAT) == null) {
            setUp(LogFormat.JSON, LogLevel.INFO);
        }
        return logger();
    }

    private static Logger logger() {
        return LoggerFactory.getLogger("dev.holdfast.cli");
    }
}
