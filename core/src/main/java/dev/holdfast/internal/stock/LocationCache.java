package dev.holdfast.internal.stock;

import dev.holdfast.internal.kit.KitRow;
import dev.holdfast.internal.kit.KitSql;
import dev.holdfast.internal.sql.Database;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The locations and kits of a shop, in memory. They may be older than the shop's: each command compares their version with
 * that in force. The code of a location never changes, so that codes are right at any version. Thread-safe.
 */
public final class LocationCache {
    private static final LocationList NONE = new LocationList(-1, List.of());

    private final Database database;
    private final @Nullable LocationCache shared;
    private volatile @Nullable LocationList last;

    /** The locations of a database. */
    public LocationCache(Database database) {
        this(database, null);
    }

    private LocationCache(Database database, @Nullable LocationCache shared) {
        this.database = database;
        this.shared = shared;
    }

    /** The same on a host's connection. What is read there may never be committed, so it is kept apart. */
    public LocationCache within(Database joined) {
        return new LocationCache(joined, this);
    }

    /** Those that were read last; none, at no version, before the first time. */
    public LocationList last() {
        LocationList known = last;
        return known == null ? shared == null ? NONE : shared.last() : known;
    }

    /** Reads them. */
    public LocationList refresh(Handle handle) {
        LocationSql sql = handle.attach(LocationSql.class);
        // The version first: a change in between is then noticed by the next command.
        long version = sql.version();
        LocationList known = last();
        if (known.version() > version) {
            known = NONE;
        }
        // There may be many kits, and hardly any has changed.
        List<KitRow.Change> changed = handle.attach(KitSql.class).changedAfter(known.version());
        LocationList read = new LocationList(version, sql.all(), KitRow.changed(known.kits(), changed));
        if (shared != null || !database.isJoined()) {
            last = read;
        }
        return read;
    }

    /** The code of a location that exists. */
    public String code(int id) {
        LocationRow row = last().byId(id);
        if (row == null) {
            row = database.read(this::refresh).byId(id);
        }
        if (row == null) {
            throw new IllegalStateException("there is no location " + id);
        }
        return row.code();
    }

    /** The codes of locations that exist. */
    public List<String> codes(List<Integer> ids) {
        return ids.stream().map(this::code).toList();
    }
}
