package dev.holdfast.promo;

import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.TakenException;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.promo.PromoTexts;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.pricing.rule.Conditions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Promo codes that are stored one by one, as many as one likes for a rule with the condition {@code stored_codes}.
 *
 * <p>A use of a code is inventory. A cart holds one as long as the code's rule takes something off it, and no longer
 * than its last line is held; its order claims it. What nobody has held in time counts for nothing, whether or not a
 * sweep ran. A code that cannot be had stays on the cart, with the reason in the cart's explanation. Thread-safe.
 *
 * @see Conditions#storedCodes()
 */
public final class PromoCodes {
    /** The most codes that are added at once. */
    public static final int MAX_CODES = 100_000;

    private static final int LONGEST = 64;
    private static final long MOST_USES = 1_000_000_000;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]+");

    // Without those that are taken for each other: 0 and O, 1 and I and L.
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private final Database database;
    private final PromoCodeStore store;
    private final SecureRandom random = new SecureRandom();

    /** For {@link dev.holdfast.Holdfast}. */
    public PromoCodes(Database database) {
        this.database = database;
        this.store = new PromoCodeStore(database);
    }

    /**
     * Adds codes by name.
     *
     * @param rule the code of a rule that asks for stored codes
     * @param codes 1 to {@value #MAX_CODES}, each 1 to 64 letters, digits, dots, underscores and hyphens
     * @param active whether carts can take hold of them at once
     * @return the codes, in the order given
     * @throws NotFoundException if there is no such rule
     * @throws TakenException if a code is there already, or was before it was deleted; then none is added
     * @throws InvalidInputException if a code or a limit is not acceptable, or the rule asks for no stored codes
     */
    public List<String> add(String rule, List<String> codes, PromoLimits limits, boolean active) {
        Validation checks = new Validation();
        checks.between("/codes", codes.size(), 1, MAX_CODES);
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < codes.size() && checks.count() < 100; i++) {
            checkCode(checks, "/codes/" + i, codes.get(i), LONGEST);
            checks.that(
                    codes.get(i) == null || keys.add(PromoTexts.key(codes.get(i))), "/codes/" + i, "is there twice");
        }
        check(checks, limits);
        checks.throwIfAny();
        return database.write(handle -> {
            requireRule(handle, rule);
            Set<String> added = store.add(handle, rule, codes, limits, active);
            for (String code : codes) {
                if (!added.contains(code)) {
                    throw new TakenException("code", "rule_code", code);
                }
            }
            return List.copyOf(codes);
        });
    }

    /**
     * Makes codes up and adds them.
     *
     * @return the codes
     * @throws NotFoundException if there is no such rule
     * @throws InvalidInputException if a number or a limit is out of bounds, or the rule asks for no stored codes
     */
    public List<String> generate(String rule, GeneratedCodes codes, PromoLimits limits, boolean active) {
        Validation checks = new Validation();
        checks.between("/count", codes.count(), 1, MAX_CODES);
        checks.between("/length", codes.length(), GeneratedCodes.MIN_LENGTH, GeneratedCodes.MAX_LENGTH);
        if (!codes.prefix().isEmpty()) {
            checkCode(checks, "/prefix", codes.prefix(), LONGEST - GeneratedCodes.MAX_LENGTH);
        }
        check(checks, limits);
        checks.throwIfAny();
        return database.write(handle -> {
            requireRule(handle, rule);
            List<String> added = new ArrayList<>(codes.count());
            // Few are there already, if any: the room is millions of times as large as what is added.
            while (added.size() < codes.count()) {
                Set<String> more = new LinkedHashSet<>();
                while (more.size() < codes.count() - added.size()) {
                    more.add(codes.prefix() + word(codes.length()));
                }
                added.addAll(store.add(handle, rule, List.copyOf(more), limits, active));
            }
            return List.copyOf(added);
        });
    }

    /**
     * A code as it stands, and how much of it is left.
     *
     * @throws NotFoundException if there is none, or it was deleted
     */
    public PromoCode get(String code) {
        return found(code, database.read(handle -> store.find(handle, PromoTexts.key(code))));
    }

    /**
     * The codes of a rule in the order in which they were added; those deleted are left out.
     *
     * @throws NotFoundException if there is no such rule
     */
    public Page<PromoCode> list(String rule, PageRequest page) {
        return database.read(handle -> {
            Page<PromoCode> codes = store.list(handle, rule, page);
            if (codes.items().isEmpty() && store.rule(handle, rule) == null) {
                throw new NotFoundException("rule", "rule_code", rule);
            }
            return codes;
        });
    }

    /**
     * Changes a code. What carts hold of it they keep.
     *
     * @throws NotFoundException if there is none, or it was deleted
     * @throws PromoCodeInUseException if a limit would be below what is held and claimed
     * @throws InvalidInputException if a limit is out of bounds, or of a kind that was not counted so far
     */
    public PromoCode change(String code, PromoCodeChange change) {
        String key = PromoTexts.key(code);
        return database.write(handle -> {
            store.lock(handle, key);
            PromoCode before = found(code, store.find(handle, key));
            PromoLimits limits = new PromoLimits(
                    change.maxUses().or(before.limits().maxUses()),
                    change.maxUsesPerUser().or(before.limits().maxUsesPerUser()),
                    change.budget().or(before.limits().budget()));
            Validation checks = new Validation();
            check(checks, limits);
            Boolean active = change.active().or(before.active());
            checks.that(active != null, "/active", "is null");
            checks.that(
                    before.heldUses() != null || !limits.isLimited(),
                    "",
                    "the code was added without limits, so its uses were not counted: it cannot be given any");
            checks.that(
                    limits.budget() == null || before.heldUses() == null || before.heldAmount() != null,
                    "/budget",
                    "the code was added without a budget, so its discounts were not counted: it cannot be given one");
            checks.that(
                    limits.budget() == null
                            || before.heldAmount() == null
                            || limits.budget()
                                    .currency()
                                    .equals(before.heldAmount().currency()),
                    "/budget",
                    "is in " + (limits.budget() == null ? "" : limits.budget().currency())
                            + ", and the code's discounts were counted in another currency");
            checks.throwIfAny();
            requireRoom(before, limits);
            store.removeExpired(handle, key);
            store.change(handle, key, limits, Boolean.TRUE.equals(active));
            return found(code, store.find(handle, key));
        });
    }

    /**
     * Takes a code out of use for good; it is not added again. What carts hold of it they keep.
     *
     * @return the code as it was
     * @throws NotFoundException if there is none, or it was deleted already
     */
    public PromoCode delete(String code) {
        String key = PromoTexts.key(code);
        return database.write(handle -> {
            store.lock(handle, key);
            PromoCode last = found(code, store.find(handle, key));
            store.archive(handle, key);
            return last;
        });
    }

    private void requireRule(Handle handle, String rule) {
        Boolean asks = store.rule(handle, rule);
        if (asks == null) {
            throw new NotFoundException("rule", "rule_code", rule);
        }
        if (!asks) {
            throw new InvalidInputException(
                    "", "the rule " + rule + " asks for no stored codes: its condition stored_codes is not true");
        }
    }

    private static void requireRoom(PromoCode code, PromoLimits limits) {
        if (limits.maxUses() != null && code.heldUses() != null && code.claimedUses() != null) {
            long used = code.heldUses() + code.claimedUses();
            if (used > limits.maxUses()) {
                throw new PromoCodeInUseException(code.code(), "max_uses", limits.maxUses(), used);
            }
        }
        if (limits.budget() != null && code.heldAmount() != null && code.claimedAmount() != null) {
            var used = code.heldAmount().plus(code.claimedAmount());
            if (used.compareTo(limits.budget()) > 0) {
                throw new PromoCodeInUseException(
                        code.code(),
                        "budget",
                        limits.budget().toDecimal().toPlainString(),
                        used.toDecimal().toPlainString());
            }
        }
    }

    private static void checkCode(Validation checks, String pointer, @Nullable String code, int longest) {
        checks.text(pointer, code, longest);
        if (code != null && !code.isBlank() && !CODE.matcher(code).matches()) {
            checks.fail(
                    pointer, Validation.shown(code) + " is not made of letters, digits, dots, underscores and hyphens");
        }
    }

    private static void check(Validation checks, PromoLimits limits) {
        if (limits.maxUses() != null) {
            checks.between("/max_uses", limits.maxUses(), 1, MOST_USES);
        }
        if (limits.maxUsesPerUser() != null) {
            checks.between("/max_uses_per_user", limits.maxUsesPerUser(), 1, MOST_USES);
        }
        if (limits.budget() != null) {
            checks.between("/budget", limits.budget().minor(), 1, Long.MAX_VALUE / 4);
        }
    }

    private String word(int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }

    private static PromoCode found(String code, @Nullable PromoCode row) {
        if (row == null) {
            throw new NotFoundException("promo_code", "promo_code", code);
        }
        return row;
    }
}
