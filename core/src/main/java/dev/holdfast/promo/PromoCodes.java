package dev.holdfast.promo;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.TakenException;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.promo.PromoCodeRow;
import dev.holdfast.internal.promo.PromoCodeSql;
import dev.holdfast.internal.promo.PromoTexts;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.pricing.rule.Conditions;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Promo codes that are stored one by one, any number of them for a rule with the condition {@code stored_codes}.
 *
 * <p>The uses of a code are inventory. A cart holds one use while the code's rule takes something off it, at most until
 * its last item expires, and the order of the cart claims it. An expired hold counts for nothing, whether or not a sweep
 * has run. A code that is not available stays on the cart, and the cart's explanation gives the reason. Thread-safe.
 *
 * @see Conditions#storedCodes()
 */
public final class PromoCodes {
    private static final int BATCH = 10_000;

    // Without characters that are mistaken for each other: 0 and O; 1, I and L.
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private final Database database;
    private final SecureRandom random = new SecureRandom();

    /** For {@link dev.holdfast.Holdfast}. */
    public PromoCodes(Database database) {
        this.database = database;
    }

    /**
     * Adds codes by name: all of them, or none.
     *
     * @param rule the code of a rule that asks for stored codes
     * @param codes 1 to {@value Limits#PROMO_CODES_ADDED}, each 1 to {@value Limits#PROMO_CODE_STORED} letters, digits,
     *     dots, underscores and hyphens
     * @param active whether carts can hold them from now on
     * @return the codes, in the order given
     * @throws NotFoundException if there is no such rule
     * @throws TakenException if a code exists, or existed before it was deleted
     * @throws InvalidInputException if a code or a limit is invalid, or the rule does not ask for stored codes
     */
    public List<String> add(String rule, List<String> codes, PromoLimits limits, boolean active) {
        Validation checks = new Validation();
        PromoCodeChecks.codes(checks, codes);
        PromoCodeChecks.limits(checks, limits);
        checks.throwIfAny();
        return database.write(PromoCodeSql.class, sql -> {
            requireRule(sql, rule);
            Set<String> added = add(sql, rule, codes, limits, active);
            for (String code : codes) {
                if (!added.contains(code)) {
                    throw new TakenException("code", "rule_code", code);
                }
            }
            return List.copyOf(codes);
        });
    }

    /**
     * Generates random codes and adds them.
     *
     * @return the codes
     * @throws NotFoundException if there is no such rule
     * @throws InvalidInputException if a number or a limit is out of range, or the rule does not ask for stored codes
     */
    public List<String> generate(String rule, GeneratedCodes codes, PromoLimits limits, boolean active) {
        Validation checks = new Validation();
        PromoCodeChecks.generated(checks, codes);
        PromoCodeChecks.limits(checks, limits);
        checks.throwIfAny();
        return database.write(PromoCodeSql.class, sql -> {
            requireRule(sql, rule);
            List<String> added = new ArrayList<>(codes.count());
            // Hardly any code exists already: there are millions of times as many as are added.
            while (added.size() < codes.count()) {
                Set<String> more = new LinkedHashSet<>();
                while (more.size() < codes.count() - added.size()) {
                    more.add(codes.prefix() + randomWord(codes.length()));
                }
                added.addAll(add(sql, rule, List.copyOf(more), limits, active));
            }
            return List.copyOf(added);
        });
    }

    /** Adds those of some codes that do not exist, and returns them. */
    private Set<String> add(PromoCodeSql sql, String rule, List<String> codes, PromoLimits limits, boolean active) {
        Set<String> added = new HashSet<>();
        OffsetDateTime now = sql.now(database.clockTime());
        Money budget = limits.budget();
        Audited audit = Audited.created(database.actor(), members(rule, limits, active));
        for (int from = 0; from < codes.size(); from += BATCH) {
            List<String> batch = codes.subList(from, Math.min(codes.size(), from + BATCH));
            added.addAll(sql.add(
                    batch.toArray(String[]::new),
                    batch.stream().map(PromoTexts::key).toArray(String[]::new),
                    rule,
                    limits.isLimited(),
                    limits.maxUses(),
                    limits.maxUsesPerUser(),
                    minor(budget),
                    budget == null ? null : budget.currency().getCurrencyCode(),
                    active,
                    audit,
                    now));
        }
        return added;
    }

    /**
     * Returns a code as it is now, with the uses that are held and claimed.
     *
     * @throws NotFoundException if it does not exist, or was deleted
     */
    public PromoCode get(String code) {
        return database.read(PromoCodeSql.class, sql -> find(sql, code, database.clockTime()));
    }

    /**
     * Lists the codes of a rule in the order in which they were added, without deleted ones.
     *
     * @throws NotFoundException if there is no such rule
     */
    public Page<PromoCode> list(String rule, PageRequest page) {
        return database.read(PromoCodeSql.class, sql -> {
            List<PromoCodeRow> rows =
                    sql.list(storable(rule), Paging.after(page), page.limit() + 1, database.clockTime());
            if (rows.isEmpty() && asksForStoredCodes(sql, rule).isEmpty()) {
                throw new NotFoundException("rule", "rule_code", rule);
            }
            return Paging.page(rows, page, PromoCodeRow::id, PromoCodes::shown);
        });
    }

    /**
     * Changes a code. Carts keep the uses that they hold.
     *
     * @throws NotFoundException if it does not exist, or was deleted
     * @throws PromoCodeInUseException if a limit would be below the uses that are held and claimed, by one user where it
     *     is a limit for each user
     * @throws InvalidInputException if a limit is out of range, or limits something that was not counted so far
     */
    public PromoCode change(String code, PromoCodeChange change) {
        String key = storableKey(code);
        return database.write(PromoCodeSql.class, sql -> {
            sql.lock(key);
            OffsetDateTime now = sql.now(database.clockTime());
            PromoCode before = find(sql, code, now);
            PromoLimits limits = new PromoLimits(
                    change.maxUses().or(before.limits().maxUses()),
                    change.maxUsesPerUser().or(before.limits().maxUsesPerUser()),
                    change.budget().or(before.limits().budget()));
            Boolean active = change.active().or(before.active());
            Validation checks = new Validation();
            checks.that(active != null, "/active", "must not be null");
            PromoCodeChecks.change(checks, before, limits);
            checks.throwIfAny();
            PromoCodeChecks.requireRoom(before, limits);
            if (PromoCodeChecks.lowersUsesPerUser(before, limits)) {
                PromoCodeChecks.requireRoomOfUsers(before, limits, sql.mostUsesOfOneUser(key, now));
            }
            sql.removeExpiredHolds(key, now);
            sql.change(
                    key,
                    limits.maxUses(),
                    limits.maxUsesPerUser(),
                    minor(limits.budget()),
                    Boolean.TRUE.equals(active),
                    Audited.changed(
                            database.actor(),
                            members(before.rule(), before.limits(), before.active()),
                            members(before.rule(), limits, Boolean.TRUE.equals(active))),
                    now);
            return find(sql, code, now);
        });
    }

    /**
     * Deletes a code; it cannot be added again. Carts keep the uses that they hold.
     *
     * @return the code as it was
     * @throws NotFoundException if it does not exist, or was deleted before
     */
    public PromoCode delete(String code) {
        String key = storableKey(code);
        return database.write(PromoCodeSql.class, sql -> {
            sql.lock(key);
            OffsetDateTime now = sql.now(database.clockTime());
            PromoCode last = find(sql, code, now);
            sql.archive(
                    key, Audited.deleted(database.actor(), members(last.rule(), last.limits(), last.active())), now);
            return last;
        });
    }

    /** Of a code, for the audit log, in the words of the HTTP API. */
    private static Map<String, @Nullable Object> members(String rule, PromoLimits limits, boolean active) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        Money budget = limits.budget();
        members.put("rule", rule);
        members.put("active", active);
        members.put("max_uses", limits.maxUses());
        members.put("max_uses_per_user", limits.maxUsesPerUser());
        members.put("budget", budget == null ? null : budget.toDecimal().toPlainString());
        members.put("currency", budget == null ? null : budget.currency().getCurrencyCode());
        return members;
    }

    private static PromoCode find(PromoCodeSql sql, String code, @Nullable OffsetDateTime now) {
        return sql.find(storableKey(code), now)
                .map(PromoCodes::shown)
                .orElseThrow(() -> new NotFoundException("promo_code", "promo_code", code));
    }

    private static PromoCode shown(PromoCodeRow row) {
        return new PromoCode(
                row.code(),
                row.ruleCode(),
                row.active(),
                new PromoLimits(row.maxUses(), row.maxUsesPerUser(), row.budgetAsMoney()),
                row.liveUses(),
                row.counted() ? (Long) row.claimedUses() : null,
                row.liveAmount(),
                row.money(row.claimedAmount()),
                row.createdAt(),
                row.updatedAt());
    }

    private static void requireRule(PromoCodeSql sql, String rule) {
        boolean asks =
                asksForStoredCodes(sql, rule).orElseThrow(() -> new NotFoundException("rule", "rule_code", rule));
        if (!asks) {
            throw new InvalidInputException(
                    "", "the rule " + rule + " does not ask for stored codes: its condition stored_codes is not true");
        }
    }

    private static Optional<Boolean> asksForStoredCodes(PromoCodeSql sql, String rule) {
        return sql.asksForStoredCodes(rule.replace('\0', '?'));
    }

    private static String storableKey(String code) {
        return storable(PromoTexts.key(code));
    }

    // Some characters cannot be sent to PostgreSQL; no code or rule has any of those that are replaced.
    private static String storable(String text) {
        return text.replaceAll("[^A-Za-z0-9_.-]", "?");
    }

    private static @Nullable Long minor(@Nullable Money amount) {
        return amount == null ? null : (Long) amount.minor();
    }

    private String randomWord(int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }
}
