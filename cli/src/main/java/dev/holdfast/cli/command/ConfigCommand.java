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
            "Shows the effective configuration and where each value comes from.",
            "Values come from the environment, from the file .env in this directory, or are defaults. Secrets are "
                    + "masked. Does not connect to the database."
        },
        footer = {"", "Examples:", "  holdfast config", "  PORT=9000 holdfast config -o json"})
final class ConfigCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = Column.list("name value* origin description*");

    private final Session session;

    @Mixin
    private OutputOptions output = new OutputOptions();

    ConfigCommand(Session session) {
        this.session = session;
    }

    /**
     * One variable.
     *
     * @param value null if it has none
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
        session.say(configuration
                .database()
                .map(address -> "the database is at " + address.shown())
                .orElse("the database is embedded, in " + configuration.dataDirectory()));
        return output.page(session, new Page<>(settings, null), COLUMNS);
    }
}
