package dev.holdfast.internal.access;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The statements on {@code api_keys}. {@code clock} is null for the database's time. */
public interface ApiKeySql {
    /** Reads {@link ApiKeyRow}s; a condition may follow. */
    String LISTING = """
            select id, name, kind, array_to_string(scopes, ' ') as scopes, hint, created_at, expires_at, last_used_at,
                   rotated_at, previous_until, revoked_at
            from #api_keys
            """;

    /** The time: {@code clock}, or the database's if that is null. */
    @SqlQuery("select coalesce(cast(:clock as timestamptz), clock_timestamp())")
    OffsetDateTime now(@Bind("clock") @Nullable OffsetDateTime clock);

    /** Raises the version, and keeps other changes of keys waiting until this one has ended. */
    @SqlUpdate("update #api_key_version set version = version + 1")
    void raiseVersion();

    /** Adds a key; empty if a key that is not revoked has the name. */
    @SqlQuery("""
            insert into #api_keys (name, kind, scopes, digest, hint, created_at, expires_at)
            values (:name, :kind, cast(:scopes as text[]), :digest, :hint, :now, cast(:expires_at as timestamptz))
            on conflict (name) where revoked_at is null do nothing
            returning id
            """)
    Optional<Long> add(
            @Bind("name") String name,
            @Bind("kind") String kind,
            @Bind("scopes") String[] scopes,
            @Bind("digest") byte[] digest,
            @Bind("hint") String hint,
            @Bind("now") OffsetDateTime now,
            @Bind("expires_at") @Nullable OffsetDateTime expiresAt);

    /** The key with this id. */
    @SqlQuery(LISTING + "where id = :id")
    Optional<ApiKeyRow> find(@Bind("id") long id);

    /** The key with this name that is not revoked. */
    @SqlQuery(LISTING + "where name = :name and revoked_at is null")
    Optional<ApiKeyRow> findByName(@Bind("name") String name);

    /** Keys with an id above {@code after}, in the order in which they were created. */
    @SqlQuery(LISTING + "where id > :after order by id limit :limit")
    List<ApiKeyRow> list(@Bind("after") long after, @Bind("limit") int limit);

    /** Revokes a key that is not revoked; none of its secrets is kept to be compared with. */
    @SqlUpdate("""
            update #api_keys set revoked_at = :now, previous_digest = null, previous_until = null
            where id = :id and revoked_at is null
            """)
    int revoke(@Bind("id") long id, @Bind("now") OffsetDateTime now);

    /** Gives a key another secret; the one that it has works until {@code until}, if there is such a time. */
    @SqlUpdate("""
            update #api_keys
            set previous_digest = case when cast(:until as timestamptz) is null then null else digest end,
                previous_until = cast(:until as timestamptz), digest = :digest, hint = :hint, rotated_at = :now
            where id = :id
            """)
    void rotate(
            @Bind("id") long id,
            @Bind("digest") byte[] digest,
            @Bind("hint") String hint,
            @Bind("now") OffsetDateTime now,
            @Bind("until") @Nullable OffsetDateTime until);

    /** The version, and the keys that are not revoked unless the version is {@code known}. */
    @SqlQuery("""
            select v.version, coalesce(cast(:clock as timestamptz), clock_timestamp()) as now, k.id, k.name, k.kind,
                   array_to_string(k.scopes, ' ') as scopes, encode(k.digest, 'hex') as digest,
                   encode(k.previous_digest, 'hex') as previous_digest, k.previous_until, k.expires_at
            from #api_key_version v left join #api_keys k on k.revoked_at is null and v.version <> :known
            """)
    List<SecretRow> working(@Bind("known") long known, @Bind("clock") @Nullable OffsetDateTime clock);

    /** Notes that keys were used, unless a use of the minute before is noted. {@code times} are in ISO 8601. */
    @SqlUpdate("""
            update #api_keys k set last_used_at = n.used_at
            from unnest(cast(:ids as bigint[]), cast(:times as timestamptz[])) as n(id, used_at)
            where k.id = n.id and (k.last_used_at is null or k.last_used_at <= n.used_at - interval '1 minute')
            """)
    void noteUse(@Bind("ids") Long[] ids, @Bind("times") String[] times);
}
