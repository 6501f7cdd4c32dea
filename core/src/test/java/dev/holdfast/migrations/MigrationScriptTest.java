package dev.holdfast.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The script is worth as much as what Flyway does, and Flyway accepts its work. */
class MigrationScriptTest {
    private static final String SCHEMA = "script_test";
    private static final String BY_FLYWAY = "script_test_by_flyway";

    // Commands of psql, which no other program runs.
    private static final Pattern META = Pattern.compile("(?m)^\\\\.*$");

    private final DataSource dataSource = TestDatabase.dataSource();

    private List<String> execute(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            try {
                if (statement.execute(META.matcher(sql).replaceAll(""))) {
                    ResultSet result = statement.getResultSet();
                    while (result.next()) {
                        values.add(result.getString(1));
                    }
                }
            } catch (SQLException e) {
                // As psql does when it stops at an error.
                statement.execute("rollback");
                throw e;
            }
        }
        return values;
    }

    /** A schema as an older version left it, by the statements that it ran. */
    private void installed(int version) throws SQLException {
        List<Integer> versions = versions();
        String all = Migrations.script(0, SCHEMA);
        int next = versions.indexOf(version) + 1;
        String marker = "-- " + SchemaHistory.SCRIPTS.get(next);
        execute(all.substring(0, all.indexOf(marker)) + "commit;");
    }

    private static List<Integer> versions() {
        return SchemaHistory.SCRIPTS.stream().map(SchemaHistory::version).toList();
    }

    static List<Integer> olderVersions() {
        return versions().subList(0, versions().size() - 1);
    }

    @AfterEach
    void removeSchemas() throws SQLException {
        execute("drop schema if exists " + SCHEMA + " cascade");
        execute("drop schema if exists " + BY_FLYWAY + " cascade");
    }

    @Test
    void flywayFindsNothingToDoAfterIt() throws SQLException {
        execute(Migrations.script(0, SCHEMA));

        assertThat(SchemaHistory.isCurrent(dataSource, SCHEMA)).isTrue();
        assertThat(Migrations.pending(dataSource, SCHEMA)).isZero();
        assertThat(Migrations.apply(dataSource, SCHEMA)).isZero();
    }

    @Test
    void flywayContinuesWhereTheScriptOfAnOlderVersionEnded() throws SQLException {
        installed(1);

        assertThat(Migrations.apply(dataSource, SCHEMA))
                .isEqualTo(olderVersions().size());
        assertThat(SchemaHistory.isCurrent(dataSource, SCHEMA)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("olderVersions")
    void upgradesEachOlderVersion(int version) throws SQLException {
        installed(version);
        try (Connection connection = dataSource.getConnection()) {
            assertThat(Migrations.installed(connection, SCHEMA)).isEqualTo(version);
        }

        execute(Migrations.script(version, SCHEMA));

        assertThat(Migrations.apply(dataSource, SCHEMA)).isZero();
        assertThat(SchemaHistory.isCurrent(dataSource, SCHEMA)).isTrue();
    }

    @Test
    void makesTheSameTablesAsFlyway() throws SQLException {
        execute(Migrations.script(0, SCHEMA));
        Migrations.apply(dataSource, BY_FLYWAY);

        List<String> expected = objects(BY_FLYWAY);
        assertThat(expected).hasSizeGreaterThan(100);
        assertThat(objects(SCHEMA)).isEqualTo(expected);
    }

    private List<String> objects(String schema) throws SQLException {
        String sql = """
                select replace(replace(line, '"#".', ''), '#.', '') from (
                  select concat_ws(' ', table_name, column_name, data_type, character_maximum_length, is_nullable,
                                   column_default, identity_generation) as line
                  from information_schema.columns where table_schema = '#'
                  union all
                  select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                  from pg_constraint where connamespace = '#'::regnamespace
                  union all
                  select indexdef from pg_indexes where schemaname = '#'
                  union all
                  select format('%s %s', oid::regclass, reloptions) from pg_class
                  where relnamespace = '#'::regnamespace and reloptions is not null
                  union all
                  select pg_get_functiondef(oid) from pg_proc where pronamespace = '#'::regnamespace
                  union all
                  select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = tgrelid
                  where relnamespace = '#'::regnamespace and not tgisinternal) objects
                order by 1""";
        return execute(sql.replace("#", schema));
    }

    @Test
    void runsInOneTransaction() {
        String broken = Migrations.script(0, SCHEMA).replace("\ncommit;", "\nselect 1 / 0;\ncommit;");

        assertThatThrownBy(() -> execute(broken)).isInstanceOf(SQLException.class);

        assertThatThrownBy(() -> execute("table " + SCHEMA + ".products")).hasMessageContaining("does not exist");
    }

    @Test
    void refusesASchemaAtAnotherVersion() throws SQLException {
        execute(Migrations.script(0, SCHEMA));

        assertThatThrownBy(() -> execute(Migrations.script(1, SCHEMA)))
                .hasMessageContaining("schema script_test is not at version 1 of Holdfast");
        assertThatThrownBy(() -> execute(Migrations.script(0, SCHEMA)))
                .hasMessageContaining("schema script_test is not empty");
        assertThat(SchemaHistory.isCurrent(dataSource, SCHEMA)).isTrue();
    }

    @Test
    void refusesASchemaWhoseHistoryWasChanged() throws SQLException {
        installed(1);
        execute("update script_test.schema_history set checksum = checksum + 1");

        assertThatThrownBy(() -> execute(Migrations.script(1, SCHEMA))).hasMessageContaining("not at version 1");
    }

    @Test
    void refusesASchemaOfAnotherProgram() throws SQLException {
        execute("create schema " + SCHEMA);
        execute("create type " + SCHEMA + ".mood as enum ('ok')");

        assertThatThrownBy(() -> execute(Migrations.script(0, SCHEMA))).hasMessageContaining("is not empty");
    }

    @Test
    void isOnlyACommentWhenThereIsNothingToDo() {
        assertThat(Migrations.script(Migrations.newest(), SCHEMA))
                .startsWith("-- Schema script_test is up to date")
                .hasLineCount(1);
    }

    @Test
    void versionThatNoMigrationHasIsRefused() {
        assertThatThrownBy(() -> Migrations.script(4711, SCHEMA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("version 4711 is not one of 0, 1, 2,");
        assertThatThrownBy(() -> Migrations.script(0, "Shop")).isInstanceOf(IllegalArgumentException.class);
    }
}
