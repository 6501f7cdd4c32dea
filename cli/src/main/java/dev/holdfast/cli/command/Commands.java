package dev.holdfast.cli.command;

import dev.holdfast.cli.access.KeysCommand;
import dev.holdfast.cli.audit.AuditCommand;
import dev.holdfast.cli.completion.CompleteCommand;
import dev.holdfast.cli.completion.CompletionCommand;
import dev.holdfast.cli.event.EventsCommand;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.stock.BackordersCommand;
import dev.holdfast.cli.stock.ComponentsCommand;
import dev.holdfast.cli.stock.LocationsCommand;
import dev.holdfast.cli.stock.StockLevelsCommand;
import dev.holdfast.cli.stock.SupplyCommand;
import dev.holdfast.cli.stock.TransfersCommand;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import picocli.CommandLine;

/** The commands of the program. */
public final class Commands {
    /** A factory for each command by its name, in the order of the help. */
    public static final Map<String, Function<Session, Object>> BY_NAME = byName();

    private Commands() {}

    private static Map<String, Function<Session, Object>> byName() {
        Map<String, Function<Session, Object>> commands = new LinkedHashMap<>();
        commands.put("serve", ServeCommand::new);
        commands.put("sweep", SweepCommand::new);
        commands.put("migrate", MigrateCommand::new);
        commands.put("demo", DemoCommand::new);
        commands.put("config", ConfigCommand::new);
        commands.put("products", Commands::products);
        commands.put("variants", Commands::variants);
        commands.put("stock", Commands::stock);
        commands.put("locations", LocationsCommand::new);
        commands.put("transfers", TransfersCommand::new);
        commands.put("rules", Commands::rules);
        commands.put("promo-codes", PromoCodesCommand::new);
        commands.put("carts", Commands::carts);
        commands.put("sessions", SessionsCommand::new);
        commands.put("orders", OrdersCommand::new);
        commands.put("quote", QuoteCommand::new);
        commands.put("audit", AuditCommand::new);
        commands.put("events", EventsCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("export-database", ExportDatabaseCommand::new);
        commands.put("keys", KeysCommand::new);
        commands.put("completion", CompletionCommand::new);
        commands.put("complete", Commands::complete);
        commands.put("verify", VerifyCommand::new);
        return Collections.unmodifiableMap(commands);
    }

    private static CommandLine products(Session session) {
        return new CommandLine(new ProductsCommand(session)).addSubcommand(new ProductsChangeCommand(session));
    }

    private static CommandLine variants(Session session) {
        return new CommandLine(new VariantsCommand(session))
                .addSubcommand(new VariantsChangeCommand(session))
                .addSubcommand(new ComponentsCommand(session));
    }

    private static CommandLine stock(Session session) {
        CommandLine stock = new CommandLine(new StockCommand(session))
                .addSubcommand(new StockLevelsCommand(session))
                .addSubcommand(new BackordersCommand(session))
                .addSubcommand(new SupplyCommand(session));
        // A negative number of units looks like an option.
        Objects.requireNonNull(stock.getSubcommands().get("adjust")).setUnmatchedOptionsArePositionalParams(true);
        return stock;
    }

    private static CommandLine complete(Session session) {
        // What a person has typed so far can be anything.
        return new CommandLine(new CompleteCommand(session))
                .setStopAtPositional(true)
                .setStopAtUnmatched(true)
                .setUnmatchedArgumentsAllowed(true)
                .setExpandAtFiles(false);
    }

    private static CommandLine carts(Session session) {
        return new CommandLine(new CartsCommand(session)).addSubcommand(new CartChargeCommand(session));
    }

    private static CommandLine rules(Session session) {
        return new CommandLine(new RulesCommand(session))
                .addSubcommand(new RulesExportCommand(session))
                .addSubcommand(new RulesApplyCommand(session))
                .addSubcommand(new RulesCheckCommand(session))
                .addSubcommand(new RulesSimulateCommand(session));
    }
}
