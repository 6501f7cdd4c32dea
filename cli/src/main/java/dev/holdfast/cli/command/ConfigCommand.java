package dev.holdfast.cli.command;

import dev.holdfast.Page;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.config.Value;
import dev.holdfast.server.config.Variable;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast config}. */
@Command(
        name = "config",
        description = {
            "Shows the configuration that is in force, and where each value came from.",
            "That is the environment, the file .env in this directory, or a default. Secrets are masked. "
                    + "No database is asked."
        },
        footer = {"", "Examples:", "  holdfast config", "  PORT=9000 holdfast config -o json"})
final class ConfigCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = Column.list("name value origin description");

    private final Session session;

    @Mixin
    private OutputOptions output = new OutputOptions();

    ConfigCommand(Session session) {
        this.session = session;
    }

    /**
     * One variable.
     *
     * @param value null when there is none
     */
    record Setting(String name, @Nullable String value, Value.Origin origin, String description) {
        static Setting of(Value value) {
            return new Setting(
                    value.variable().name(),
                    value.isSet() ? value.shown() : null,
                    value.origin(),
                    value.variable().description());
        }
    }

    @Override
    public Integer call() {
        Configuration configuration = session.configuration();
        List<Setting> settings = Variable.all().stream()
                .map(configuration::value)
                .map(Setting::of)
                .toList();
        session.err()
                .println(configuration
                        .database()
                        .map(address -> "the database is the one at " + address.shown())
                        .orElse("the database is the embedded one in " + configuration.dataDirectory()));
        return output.page(session, new Page<>(settings, null), COLUMNS);
    }
}
