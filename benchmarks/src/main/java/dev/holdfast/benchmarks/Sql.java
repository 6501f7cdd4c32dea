package dev.holdfast.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL written by hand, with parameters such as {@code :cart}: the same text for JDBC and for pgbench. */
final class Sql {
    private static final Pattern PARAMETER = Pattern.compile(":([a-z]+)");

    private final String text;
    private final List<String> parameters = new ArrayList<>();

    private Sql(String text) {
        this.text = text;
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            parameters.add(matcher.group(1));
        }
    }

    /** Reads it from a resource beside this class. */
    static Sql of(String resource) {
        try (InputStream stream = Sql.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return new Sql(text.replaceAll("(?m)^--.*\n", "").strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return text;
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        return connection.prepareStatement(PARAMETER.matcher(text).replaceAll("?"));
    }

    /** Sets all parameters. */
    void bind(PreparedStatement statement, Map<String, ?> values) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, values.get(parameters.get(i)));
        }
    }

    /** Runs it once. */
    void run(Connection connection, Map<String, ?> values) throws SQLException {
        try (PreparedStatement statement = prepare(connection)) {
            bind(statement, values);
            statement.execute();
        }
    }
}
