package dev.holdfast.cli.session;

import dev.holdfast.Holdfast;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.config.Configuration.LogFormat;
import dev.holdfast.server.config.ConfigurationException;
import dev.holdfast.server.config.Variable;
import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;

/**
 * The environment that a command runs in.
 *
 * @param environment of the process
 * @param directory the working directory
 * @param out for data
 * @param err for messages
 * @param attended whether {@code err} is a terminal, so that a person can be shown progress and asked
 * @param terminal whether {@code out} is a terminal
 */
public record Session(
        Map<String, String> environment,
        Path directory,
        PrintStream out,
        PrintStream err,
        boolean attended,
        boolean terminal) {
    private static final int LONGEST_LOGIN = 100;

    /** A session whose output is not a terminal. */
    public Session(
            Map<String, String> environment, Path directory, PrintStream out, PrintStream err, boolean attended) {
        this(environment, directory, out, err, attended, false);
    }

    /**
     * Loads the configuration, and prints its warnings.
     *
     * @throws ConfigurationException if it is wrong, or its file is out of reach
     */
    public Configuration configuration() {
        if (!Files.isDirectory(directory)) {
            throw new ConfigurationException(
                    "working directory",
                    directory.toString(),
                    "cannot be found; if its name is not ASCII, set LC_ALL=C.UTF-8");
        }
        Configuration configuration = Configuration.load(environment, directory);
        Logs.setUp(configuration.get(Variable.HOLDFAST_LOG_FORMAT), configuration.get(Variable.HOLDFAST_LOG_LEVEL));
        configuration.warnings().forEach(this::warn);
        return configuration;
    }

    /**
     * Whether programs read the messages, because {@code HOLDFAST_LOG_FORMAT} is {@code json} and {@code err} is not a
     * terminal. Messages are then lines of the log.
     */
    public boolean logsMessages() {
        return !attended && Configuration.logFormat(environment, directory) == LogFormat.JSON;
    }

    /** Tells what happens. */
    public void inform(String message) {
        if (logsMessages()) {
            Logs.inPlaceOfMessages().info(message);
        } else {
            say(message);
        }
    }

    /** Tells what may be wrong. */
    public void warn(String message) {
        if (logsMessages()) {
            Logs.inPlaceOfMessages().warn(message);
        } else {
            say("warning: " + message);
        }
    }

    /** Tells why a command fails. */
    public void fail(String message) {
        if (logsMessages()) {
            Logs.inPlaceOfMessages().error(message);
        } else {
            say("error: " + message);
        }
    }

    /** Tells about a failure of the program itself, with its details. */
    public void fail(String message, Exception failure) {
        if (logsMessages()) {
            Logs.inPlaceOfMessages().error(message, failure);
        } else {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            say(message);
            say(trace.toString());
        }
    }

    /** Opens the configured database. What is written to it names its {@linkplain #actor actor}. */
    public ShopDatabase open(Configuration configuration, Purpose purpose) {
        return ShopDatabase.open(configuration, purpose, actor(configuration));
    }

    /** Who is named in what the program writes: the configured actor, or the user who is logged in. */
    public static String actor(Configuration configuration) {
        return configuration.get(Variable.HOLDFAST_ACTOR).orElseGet(() -> {
            String login = System.getProperty("user.name", "").replaceAll("\\p{Cntrl}", "?");
            // Java's name for a user without one is a question mark.
            String name = login.isBlank() || login.equals("?") ? "unknown" : login;
            return "cli:" + name.substring(0, Math.min(name.length(), LONGEST_LOGIN));
        });
    }

    /** Opens the configured shop, runs work on it and returns the exit code of the work. */
    public int work(Purpose purpose, ToIntBiFunction<Holdfast, Configuration> work) {
        Configuration configuration = configuration();
        try (ShopDatabase database = open(configuration, purpose)) {
            return work.applyAsInt(database.shop(), configuration);
        }
    }

    /** Runs work on the configured shop, which must exist, and returns the exit code of the work. */
    public int work(ToIntFunction<Holdfast> work) {
        return work(Purpose.WORK, (shop, configuration) -> work.applyAsInt(shop));
    }

    /** Writes a message to standard error, on lines of its own. Whatever could control a terminal is escaped. */
    public void say(String message) {
        err.println(TerminalText.message(message));
    }

    /** Writes JSON to standard output, on a line of its own. Whatever could control a terminal is escaped on one. */
    public void json(String json) {
        out.println(terminal ? TerminalText.json(json) : json);
        out.flush();
    }

    /** The number of characters in a line of the terminal; 0 if it is unknown, or the output goes elsewhere. */
    public int width() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return terminal && columns.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(columns) : 0;
    }

    /** Coloured on terminals, unless the user declines colours (https://no-color.org). */
    public Style style() {
        boolean declined =
                !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return terminal && !declined ? Style.COLOURED : Style.PLAIN;
    }
}
