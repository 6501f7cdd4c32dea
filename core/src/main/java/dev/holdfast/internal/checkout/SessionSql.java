package dev.holdfast.internal.checkout;

import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Reads checkout sessions. */
@RegisterRowMapper(SessionRow.Mapper.class)
public interface SessionSql {
    /** The session with this id. */
    @SqlQuery("select " + SessionRow.COLUMNS + " where s.id = :id")
    Optional<SessionRow> find(@Bind("id") String id);
}
