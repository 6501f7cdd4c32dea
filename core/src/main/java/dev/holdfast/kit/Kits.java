package dev.holdfast.kit;

import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.PreconditionFailedException;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.kit.KitSql;
import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.SupplySql;
import dev.holdfast.internal.work.SettleStock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Variants that are sold as components, and have no stock of their own: a kit can be had as often as the least of its
 * components makes it, of units on hand.
 *
 * <p>An item of a cart copies what its kit consists of. A change binds what is put from then on; what is held, ordered or
 * frozen in a checkout session stays as it is. Thread-safe.
 */
public final class Kits {
    private final Database database;
    private final CommandRunner runner;

    /** For {@link dev.holdfast.Holdfast}. */
    public Kits(Database database, CommandRunner runner) {
        this.database = database;
        this.runner = runner;
    }

    /**
     * What a variant consists of.
     *
     * @throws NotFoundException if there is no such variant
     */
    public Kit of(long variantId) {
        return database.read(KitSql.class, sql -> {
            if (sql.variants(List.of(variantId)).isEmpty()) {
                throw new NotFoundException("variant", "variant_id", variantId);
            }
            return KitWrites.kit(sql, variantId);
        });
    }

    /**
     * Makes a variant a kit, changes what it consists of, or makes it a plain variant again.
     *
     * @param components none for a plain variant, which begins without stock
     * @throws NotFoundException if there is no such variant
     * @throws dev.holdfast.InvalidInputException if there are too many components, one is there twice, does not exist or is
     *     a kit itself, a quantity is out of bounds, or the variant is a component of a kit
     * @throws VariantHasStockException if it becomes a kit, and has stock of its own or says how that is sold
     * @throws dev.holdfast.inventory.InsufficientStockException if it ceases to be a kit, and carts hold it
     * @throws dev.holdfast.MigrationNotFinishedException if it becomes a kit, and servers may run that would sell it wrongly
     */
    public Kit change(long variantId, List<ComponentUnits> components) {
        return change(variantId, components, now -> true);
    }

    /**
     * The same only if a condition holds of it, at the moment of the change.
     *
     * @throws PreconditionFailedException if the condition does not hold; the variant is left as it is
     */
    public Kit change(long variantId, List<ComponentUnits> components, Predicate<? super Kit> expected) {
        List<KitChange> changes = List.of(new KitChange(variantId, components));
        check(changes, false);
        settle(changes);
        return database.write(handle -> {
            KitWrites writes = KitWrites.lock(handle, database, changes, false);
            Kit before = KitWrites.kit(handle.attach(KitSql.class), variantId);
            if (!expected.test(before)) {
                throw new PreconditionFailedException("variant", "variant_id", variantId);
            }
            writes.write();
            return KitWrites.kit(handle.attach(KitSql.class), variantId);
        });
    }

    /**
     * Changes several, all or nothing.
     *
     * @param changes at most {@value Limits#IMPORT}, each of another variant
     * @return how many were different before
     * @throws dev.holdfast.InvalidInputException see {@link #change(long, List)}; pointers start with the index of the
     *     change, such as {@code /0/components}
     */
    public int changeAll(List<KitChange> changes) {
        check(changes, true);
        if (changes.isEmpty()) {
            return 0;
        }
        settle(changes);
        return database.write(
                handle -> KitWrites.lock(handle, database, changes, true).write());
    }

    private static void check(List<KitChange> changes, boolean isList) {
        Validation checks = new Validation();
        checks.between("", changes.size(), 0, Limits.IMPORT);
        Map<Long, Integer> kits = new HashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            KitChange change = changes.get(i);
            String at = isList ? "/" + i : "";
            checks.that(
                    kits.putIfAbsent(change.variantId(), i) == null,
                    at,
                    "is duplicated: variant " + change.variantId());
            List<ComponentUnits> components = change.components();
            checks.that(
                    components.size() <= Limits.COMPONENTS,
                    at + "/components",
                    "has " + components.size() + " elements, more than " + Limits.COMPONENTS);
            Map<Long, Integer> places = new HashMap<>();
            for (int j = 0; j < components.size(); j++) {
                ComponentUnits component = components.get(j);
                String pointer = at + "/components/" + j;
                Integer earlier = places.putIfAbsent(component.variantId(), j);
                checks.that(
                        earlier == null,
                        pointer + "/variant_id",
                        "is the component of " + at + "/components/" + earlier + " as well");
                checks.that(
                        component.variantId() != change.variantId(),
                        pointer + "/variant_id",
                        "is the kit itself, which cannot be its own component");
                checks.between(pointer + "/quantity", component.quantity(), 1, Limits.UNITS_PER_KIT);
            }
        }
        checks.throwIfAny();
    }

    // Expired reservations and overdue orders end before the change, as they would have if a sweep had run.
    private void settle(List<KitChange> changes) {
        List<Long> ids = changes.stream().map(KitChange::variantId).toList();
        List<Long> kits = database.read(KitSql.class, sql -> sql.kitsAmong(ids));
        List<Long> converted = changes.stream()
                .filter(change ->
                        kits.contains(change.variantId()) == change.components().isEmpty())
                .map(KitChange::variantId)
                .toList();
        if (!converted.isEmpty()) {
            database.read(SupplySql.class, sql -> sql.moved(converted))
                    .forEach(key -> runner.run(new SettleStock(key)));
        }
    }
}
