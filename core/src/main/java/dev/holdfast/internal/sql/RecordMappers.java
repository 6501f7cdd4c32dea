package dev.holdfast.internal.sql;

import java.lang.reflect.Type;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Maps rows to records by the names of their components.
 *
 * <p>Jdbi compares the names of columns and components at each execution, which takes longer than to read a row. Here
 * that is done once for each statement, whose text is constant. Thread-safe.
 */
final class RecordMappers implements RowMapperFactory {
    private final Map<Class<?>, RowMapper<?>> mappers = new ConcurrentHashMap<>();

    @Override
    public Optional<RowMapper<?>> build(Type type, ConfigRegistry config) {
        return type instanceof Class<?> record && record.isRecord()
                ? Optional.of(mappers.computeIfAbsent(record, known -> new RecordMapper<>(ConstructorMapper.of(known))))
                : Optional.empty();
    }

    private static final class RecordMapper<T> implements RowMapper<T> {
        private final RowMapper<T> byNames;
        private final Map<String, RowMapper<T>> byStatement = new ConcurrentHashMap<>();

        RecordMapper(RowMapper<T> byNames) {
            this.byNames = byNames;
        }

        @Override
        public T map(ResultSet row, StatementContext context) throws SQLException {
            return specialize(row, context).map(row, context);
        }

        @Override
        public RowMapper<T> specialize(ResultSet row, StatementContext context) throws SQLException {
            RowMapper<T> known = byStatement.get(context.getRawSql());
            if (known == null) {
                known = byNames.specialize(row, context);
                byStatement.put(context.getRawSql(), known);
            }
            return known;
        }
    }
}
