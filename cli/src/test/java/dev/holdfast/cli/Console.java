package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands on a shop, and keeps their output. */
public final class Console {
    public final Map<String, String> environment = new HashMap<>();
    public final String schema;
    public boolean attended;
    public boolean terminal;
    private final Path directory;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** A console at a new shop. */
    public Console(Path directory) {
        this(directory, TestDatabase.newSchema());
    }

    /** A console at the shop in a schema. */
    public Console(Path directory, String schema) {
        this.directory = directory;
        this.schema = schema;
        environment.put("DATABASE_URL", TestDatabase.url());
        environment.put("HOLDFAST_SCHEMA", schema);
        environment.put("HOLDFAST_POOL_SIZE", "4");
        // Not the name of whoever runs the tests.
        environment.put("HOLDFAST_ACTOR", "cli:jane");
    }

    public Holdfast shop() {
        return Holdfast.builder(TestDatabase.dataSource()).schema(schema).build();
    }

    public int run(String... arguments) {
        out.reset();
        err.reset();
        Session session = new Session(
                environment,
                directory,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                attended,
                terminal);
        return Main.run(session, arguments);
    }

    /** Runs a command that must succeed, and returns its output. */
    public String done(String... arguments) {
        assertThat(run(arguments))
                .as(String.join(" ", arguments) + "\n" + err())
                .isEqualTo(ExitCode.DONE);
        return out();
    }

    public List<String> lines(String... arguments) {
        return done(arguments).lines().toList();
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
