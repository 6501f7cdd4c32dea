package dev.holdfast.cli.session;

import dev.holdfast.Holdfast;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.config.Variable;
import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;

/**
 * What a command meets outside of itself.
 *
 * @param environment of the process
 * @param directory the working directory
 * @param out takes data
 * @param err takes messages
 * @param attended whether somebody watches {@code err}
 * @param terminal whether {@code out} is a terminal
 */
public record Session(
        Map<String, String> environment,
        Path directory,
        PrintStream out,
        PrintStream err,
        boolean attended,
        boolean terminal) {
    /** A session whose output is no terminal. */
    public Session(
            Map<String, String> environment, Path directory, PrintStream out, PrintStream err, boolean attended) {
        this(environment, directory, out, err, attended, false);
    }

    /** The configuration; what is odd about it is said. */
    public Configuration configuration() {
        Configuration configuration = Configuration.load(environment, directory);
        // Read by logback.xml when the first logger is made, which is later.
        System.setProperty(
                "holdfast.log.format",
                configuration.get(Variable.HOLDFAST_LOG_FORMAT).name().toLowerCase(Locale.ROOT));
        System.setProperty(
                "holdfast.log.level",
                configuration.get(Variable.HOLDFAST_LOG_LEVEL).name());
        configuration.warnings().forEach(warning -> err.println("warning: " + warning));
        return configuration;
    }

    /** Does something in the shop that is configured, with the configuration; returns the exit code. */
    public int work(Purpose purpose, ToIntBiFunction<Holdfast, Configuration> work) {
        Configuration configuration = configuration();
        try (ShopDatabase database = ShopDatabase.open(configuration, purpose)) {
            return work.applyAsInt(database.shop(), configuration);
        }
    }

    /** Does something in the shop that is configured and there; returns the exit code. */
    public int work(ToIntFunction<Holdfast> work) {
        return work(Purpose.WORK, (shop, configuration) -> work.applyAsInt(shop));
    }

    /** Colours are for terminals only, and for nobody who declines them (https://no-color.org). */
    public Style style() {
        boolean declined =
                !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return terminal && !declined ? Style.COLOURED : Style.PLAIN;
    }
}
