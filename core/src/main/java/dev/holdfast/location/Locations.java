package dev.holdfast.location;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.MigrationNotFinishedException;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.PreconditionFailedException;
import dev.holdfast.TakenException;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.stock.LocationCodes;
import dev.holdfast.internal.stock.LocationRow;
import dev.holdfast.internal.stock.LocationSql;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The places where stock lies.
 *
 * <p>Every shop has the location {@link Location#DEFAULT}. Locations are never deleted, because the ledger, carts and
 * orders refer to them. One that is closed is made inactive: nothing more is received there or sent there, and units that
 * lie there can be counted, taken out and sent away. Thread-safe.
 *
 * @see dev.holdfast.inventory.Inventory#at
 */
public final class Locations {
    private final Database database;

    /** For {@link dev.holdfast.Holdfast}. */
    public Locations(Database database) {
        this.database = database;
    }

    /**
     * Adds a location.
     *
     * @throws TakenException if the code is taken
     * @throws MigrationNotFinishedException if it is to sell, and servers may run that would sell from there wrongly
     * @throws InvalidInputException if a value is missing or out of bounds
     */
    public Location create(NewLocation location) {
        Validation checks = new Validation();
        LocationCodes.check(checks, location.code());
        check(checks, location.name(), location.priority());
        checks.throwIfAny();
        return database.write(LocationSql.class, sql -> add(sql, location))
                .map(Locations::shown)
                .orElseThrow(() -> new TakenException("code", "location", location.code()));
    }

    private Optional<LocationRow> add(LocationSql sql, NewLocation location) {
        boolean mayBeSplit = sql.mayBeSplit();
        boolean sells = location.sells() == null ? mayBeSplit : location.sells();
        requireSplit(sells, mayBeSplit);
        return sql.add(
                location.code(),
                location.name(),
                location.priority(),
                location.active(),
                sells,
                Audited.created(
                        database.actor(), members(location.name(), location.priority(), location.active(), sells)),
                database.clockTime());
    }

    // A server that knows no items of several stock levels would buy a part of one as an item of its own.
    private static void requireSplit(boolean sells, boolean mayBeSplit) {
        if (sells && !mayBeSplit) {
            throw new MigrationNotFinishedException("sells");
        }
    }

    /**
     * A location.
     *
     * @throws NotFoundException if there is none
     */
    public Location get(String code) {
        Optional<LocationRow> found =
                LocationCodes.isCode(code) ? database.read(LocationSql.class, sql -> sql.find(code)) : Optional.empty();
        return found.map(Locations::shown).orElseThrow(() -> missing(code));
    }

    /**
     * Locations, in the order in which they were added.
     *
     * @throws InvalidInputException if the cursor is not one of this list
     */
    public Page<Location> list(PageRequest page) {
        return database.read(
                LocationSql.class,
                sql -> Paging.page(
                        sql.list(Paging.after(page), page.limit() + 1), page, LocationRow::id, Locations::shown));
    }

    /**
     * Changes a location.
     *
     * @throws NotFoundException if there is none
     * @throws InvalidInputException if a value is out of bounds, or {@link Location#DEFAULT} is to be inactive or to
     *     sell nothing
     * @throws MigrationNotFinishedException see {@link #create}
     */
    public Location change(String code, LocationChange change) {
        return change(code, change, now -> true);
    }

    /**
     * Changes a location only if a condition holds of it, at the moment of the change.
     *
     * @param onlyIf called with the location, while it is locked
     * @throws NotFoundException if there is none
     * @throws PreconditionFailedException if the condition does not hold; the location is left as it is
     * @throws InvalidInputException see {@link #change(String, LocationChange)}
     */
    public Location change(String code, LocationChange change, Predicate<? super Location> onlyIf) {
        if (!LocationCodes.isCode(code)) {
            throw missing(code);
        }
        return database.write(LocationSql.class, sql -> {
            LocationRow row = sql.lock(code).orElseThrow(() -> missing(code));
            if (!onlyIf.test(shown(row))) {
                throw new PreconditionFailedException("location", "location", code);
            }
            String name = change.name().or(row.name());
            Integer priority = change.priority().or(row.priority());
            Boolean active = change.active().or(row.active());
            Boolean sells = change.sells().or(row.sells());
            Validation checks = new Validation();
            check(checks, name, priority);
            checks.that(active != null, "/active", "is missing");
            checks.that(
                    !Boolean.FALSE.equals(active) || !code.equals(Location.DEFAULT),
                    "/active",
                    "cannot be false for the location \"default\", where movements are that name no other");
            checks.that(sells != null, "/sells", "is missing");
            checks.that(
                    !Boolean.FALSE.equals(sells) || !code.equals(Location.DEFAULT),
                    "/sells",
                    "cannot be false for the location \"default\", where the stock of a new variant is");
            checks.throwIfAny();
            Audited audit = Audited.changed(
                    database.actor(),
                    members(row.name(), row.priority(), row.active(), row.sells()),
                    members(name, priority, active, sells));
            if (name == null || priority == null || active == null || sells == null || !audit.isChange()) {
                return shown(row);
            }
            if (sells != row.sells()) {
                requireSplit(sells, sql.mayBeSplit());
            }
            sql.change(row.id(), name, priority, active, sells, audit, database.clockTime());
            return shown(sql.find(code).orElseThrow());
        });
    }

    private static void check(Validation checks, @Nullable String name, @Nullable Integer priority) {
        checks.text("/name", name, Limits.NAME);
        if (priority == null) {
            checks.fail("/priority", "is missing");
        } else {
            checks.between("/priority", priority, 0, Location.MAX_PRIORITY);
        }
    }

    private static Map<String, @Nullable Object> members(
            @Nullable String name, @Nullable Integer priority, @Nullable Boolean active, @Nullable Boolean sells) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("name", name);
        members.put("priority", priority);
        members.put("active", active);
        members.put("sells", sells);
        return members;
    }

    private static NotFoundException missing(String code) {
        return LocationCodes.isCode(code)
                ? new NotFoundException("location", "location", code)
                : new NotFoundException("location", Validation.shown(code));
    }

    private static Location shown(LocationRow row) {
        return new Location(
                row.code(), row.name(), row.priority(), row.active(), row.sells(), row.createdAt(), row.updatedAt());
    }
}
