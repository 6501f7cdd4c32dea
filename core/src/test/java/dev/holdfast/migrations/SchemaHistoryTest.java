package dev.holdfast.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaHistoryTest {
    private static final String SCHEMA = "schema_history_test";

    private final DataSource dataSource = TestDatabase.dataSource();

    private List<String> execute(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql.replace("#", SCHEMA + ".schema_history"))) {
                ResultSet result = statement.getResultSet();
                while (result.next()) {
                    values.add(result.getString(1));
                }
            }
        }
        return values;
    }

    @AfterEach
    void removeSchema() throws SQLException {
        execute("drop schema if exists " + SCHEMA + " cascade");
    }

    @Test
    void schemaThatIsNotThereIsNotCurrent() {
        assertThat(SchemaHistory.isCurrent(dataSource, SCHEMA)).isFalse();
    }

    @Test
    void everyMigrationIsNamedOnce() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../migrations/src/main/resources/dev/holdfast/migrations"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("V"))
                            .sorted(Comparator.comparing(SchemaHistory::version)))
                    .isEqualTo(SchemaHistory.SCRIPTS);
        }
    }

    @Test
    void whatFlywayAppliedIsWhatIsExpected() throws SQLException {
        Migrations.apply(dataSource, SCHEMA);

        assertThat(execute("select script from # where version is not null order by installed_rank"))
                .isEqualTo(SchemaHistory.SCRIPTS);
        assertThat(SchemaHistory.isCurrent(dataSource, SCHEMA)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from # where version = '2'",
                "delete from # where version = (select max(version) from #)",
                "update # set success = false where version = '2'",
                "update # set checksum = checksum + 1 where version = '1'",
                "update # set checksum = null where version = '1'",
                "update # set type = 'BASELINE' where version = '1'",
                "update # set script = 'V1__other.sql' where version = '1'",
                "update # set description = 'other' where version = '1'",
                "update # set installed_rank = 100 where version = '1'",
                "insert into # select 1000, '1000', 'later', type, 'V1000__later.sql', checksum, installed_by,"
                        + " installed_on, execution_time, success from # where version = '1'",
                "insert into # select 1000, null, 'repeatable', type, 'R__repeatable.sql', checksum, installed_by,"
                        + " installed_on, execution_time, success from # where version = '1'"
            })
    void anyDifferenceIsForFlywayToLookAt(String change) throws SQLException {
        Migrations.apply(dataSource, SCHEMA);
        execute(change);

        assertThat(SchemaHistory.isCurrent(dataSource, SCHEMA)).isFalse();
    }
}
