package dev.holdfast.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.holdfast.cli.Console;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code holdfast migrate --print}: what a database administrator runs, a server accepts. */
class MigrateCommandTest {
    private final Console console;

    MigrateCommandTest(@TempDir Path directory) {
        console = new Console(directory);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql.replace("#", console.schema).replaceAll("(?m)^\\\\.*$", ""));
        }
    }

    @Test
    void createsAllTablesWhereThereAreNone() throws SQLException {
        execute("drop schema # cascade");

        String script = console.done("migrate", "--print");
        assertThat(script).contains("\\set ON_ERROR_STOP on\nbegin;\n").endsWith("\ncommit;\n");
        assertThat(console.run("products", "list")).as("nothing was changed").isEqualTo(ExitCode.DATABASE_UNAVAILABLE);
        execute(script);

        assertThat(console.done("migrate")).startsWith("up to date: ");
        console.done("products", "list");
        assertThat(console.done("migrate", "--print")).startsWith("-- Schema " + console.schema + " is up to date");
    }

    @Test
    void asksTheDatabaseForItsVersion() throws SQLException {
        String all = console.done("migrate", "--print", "--from", "0");
        execute("drop schema # cascade");
        execute(all.substring(0, all.indexOf("-- V3__")) + "commit;");

        String script = console.done("migrate", "--print");
        assertThat(script).contains("from version 2").doesNotContain("-- V2__").contains("-- V3__");
        assertThat(console.done("migrate", "--print", "--from", "2")).isEqualTo(script);
        execute(script);

        assertThat(console.done("migrate")).startsWith("up to date: ");
    }

    @Test
    void grantsARoleWhatItNeeds() throws SQLException {
        String role = "\"" + console.schema + " app\"";
        execute("create role " + role);
        try {
            console.done("migrate", "--grant-to", console.schema + " app");
            execute("set role " + role + "; select * from #.products; insert into #.leases select * from #.leases;"
                    + " reset role");
            assertThat(console.done("migrate", "--print", "--grant-to", console.schema + " app"))
                    .contains("grant select on all tables in schema \"" + console.schema + "\" to " + role);
            assertThat(console.run("migrate", "--grant-to", "nobody_here")).isEqualTo(ExitCode.DATABASE_UNAVAILABLE);
            assertThat(console.err()).contains("role \"nobody_here\" does not exist");
        } finally {
            execute("drop owned by " + role + "; drop role " + role);
        }
    }

    @Test
    void finishesOnce() throws SQLException {
        assertThat(console.done("migrate", "--finish")).endsWith("\nwas finished before\n");
        execute("create view #.rule_book as select * from #.versions");

        assertThat(console.run("locations", "create", "berlin", "--sells", "true"))
                .isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .contains("sells is possible once the migration is finished (holdfast migrate --finish)");
        assertThat(console.done("migrate", "--finish"))
                .startsWith("up to date: ")
                .endsWith("\nfinished: servers of the version before are locked out\n");
        assertThat(console.done("migrate", "--finish")).endsWith("\nwas finished before\n");
        console.done("locations", "create", "berlin", "--sells", "true");
        assertThat(console.run("migrate", "--finish", "--print")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void needsNoDatabase() {
        console.environment.remove("DATABASE_URL");

        assertThat(console.done("migrate", "--print"))
                .contains("-- V1__")
                .contains("create table \"" + console.schema + "\".products");
        assertThat(console.done("migrate", "--print", "--from", "1")).doesNotContain("-- V1__");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(console.run("migrate", "--print", "--from", "4711")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("--from: version 4711 is not one of 0, 1, 2,");
        assertThat(console.run("migrate", "--from", "1")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("--from: requires --print");
        console.environment.put("DATABASE_URL", "postgresql://nobody:secret@127.0.0.1:1/shop");
        assertThat(console.run("migrate", "--print")).isEqualTo(ExitCode.DATABASE_UNAVAILABLE);
        assertThat(console.err()).contains("127.0.0.1:1").doesNotContain("secret");
    }

    @Test
    void psqlRunsItAndStopsAtAnError() throws Exception {
        assumeThat(System.getProperty(TestDatabase.URL)).isNull();
        assumeThat(psql("select 1", 0)).as("psql is installed").isTrue();
        execute("drop schema # cascade");
        String script = console.done("migrate", "--print");

        assertThat(psql(script.replace("commit;", "select 1 / 0;\ncommit;\n"), 3))
                .isTrue();
        assertThat(psql(script, 0)).isTrue();

        assertThat(console.done("migrate")).startsWith("up to date: ");
        assertThat(Migrations.pending(TestDatabase.dataSource(), console.schema))
                .isZero();
    }

    private static boolean psql(String script, int exitCode) throws InterruptedException {
        try {
            Process psql = new ProcessBuilder(
                            "psql",
                            "-qX",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            String.valueOf(TestDatabase.port()),
                            "-U",
                            "postgres",
                            "-d",
                            "postgres")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            psql.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
            psql.getOutputStream().close();
            return psql.waitFor() == exitCode;
        } catch (IOException e) {
            return false;
        }
    }
}
