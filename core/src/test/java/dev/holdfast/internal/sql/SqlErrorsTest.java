package dev.holdfast.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.InvalidInputException;
import dev.holdfast.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class SqlErrorsTest {
    @Test
    void characterThatTheEncodingOfTheDatabaseLacksIsInvalidInput() throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            SQLException failure = catchThrowableOfType(
                    SQLException.class, () -> statement.execute("select convert_to('東京', 'LATIN1')"));

            assertThat(SqlErrors.translate(new IllegalStateException(failure)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("cannot store");
        }
    }
}
