package dev.holdfast.internal.audit;

import java.time.OffsetDateTime;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Writes {@code audit_log}. A statement that changes a thing takes {@link #INSERT} and writes the entry with it. */
public interface AuditSql {
    /** A product. */
    String PRODUCT = "product";

    /** A variant. */
    String VARIANT = "variant";

    /** A pricing rule. */
    String PRICING_RULE = "pricing_rule";

    /** A stored promo code. */
    String PROMO_CODE = "promo_code";

    /** An API key. */
    String API_KEY = "api_key";

    /** A location. */
    String LOCATION = "location";

    /** Writes the rows of the select that follows. */
    String INSERT = "insert into #audit_log (at, actor, subject_kind, subject_id, before, after)\n";

    /** Writes an entry; {@code now} is null for the database's time. */
    @SqlUpdate(INSERT + """
            values (coalesce(cast(:now as timestamptz), clock_timestamp()), :entry.actor, :kind, :id,
                    cast(:entry.before as json), cast(:entry.after as json))""")
    void add(
            @Bind("kind") String kind,
            @Bind("id") String id,
            @BindMethods("entry") Audited entry,
            @Bind("now") @Nullable OffsetDateTime now);
}
