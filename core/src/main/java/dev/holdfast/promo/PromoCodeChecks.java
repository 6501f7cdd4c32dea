package dev.holdfast.promo;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.promo.PromoTexts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The validation of promo codes and their limits. */
final class PromoCodeChecks {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]+");

    // Of more errors than these nobody reads the rest.
    private static final int MOST_ERRORS = 100;

    private PromoCodeChecks() {}

    static void codes(Validation checks, List<String> codes) {
        checks.between("/codes", codes.size(), 1, Limits.PROMO_CODES_ADDED);
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < codes.size() && checks.count() < MOST_ERRORS; i++) {
            String code = codes.get(i);
            code(checks, "/codes/" + i, code, Limits.PROMO_CODE_STORED);
            checks.that(code == null || keys.add(PromoTexts.key(code)), "/codes/" + i, "is duplicated");
        }
    }

    static void generated(Validation checks, GeneratedCodes codes) {
        checks.between("/count", codes.count(), 1, Limits.PROMO_CODES_ADDED);
        checks.between("/length", codes.length(), GeneratedCodes.MIN_LENGTH, GeneratedCodes.MAX_LENGTH);
        if (!codes.prefix().isEmpty()) {
            code(checks, "/prefix", codes.prefix(), Limits.PROMO_CODE_STORED - GeneratedCodes.MAX_LENGTH);
        }
    }

    private static void code(Validation checks, String pointer, @Nullable String code, int longest) {
        checks.text(pointer, code, longest);
        if (code != null && !code.isBlank() && !CODE.matcher(code).matches()) {
            checks.fail(
                    pointer,
                    Validation.shown(code) + " must consist of letters, digits, dots, underscores and hyphens");
        }
    }

    static void limits(Validation checks, PromoLimits limits) {
        if (limits.maxUses() != null) {
            checks.between("/max_uses", limits.maxUses(), 1, Limits.PROMO_CODE_USES);
        }
        if (limits.maxUsesPerUser() != null) {
            checks.between("/max_uses_per_user", limits.maxUsesPerUser(), 1, Limits.PROMO_CODE_USES);
        }
        if (limits.budget() != null) {
            checks.between("/budget", limits.budget().minor(), 1, Long.MAX_VALUE / 4);
        }
    }

    /** Uses that were not counted so far cannot be limited. */
    static void change(Validation checks, PromoCode before, PromoLimits limits) {
        limits(checks, limits);
        checks.that(
                before.heldUses() != null || !limits.isLimited(),
                "",
                "the code was added without limits, so its uses were not counted, and it cannot get a limit now");
        Money budget = limits.budget();
        if (budget == null || before.heldUses() == null) {
            return;
        }
        Money counted = before.heldAmount();
        checks.that(
                counted != null,
                "/budget",
                "the code was added without a budget, so its discounts were not counted, and it cannot get one now");
        checks.that(
                counted == null || budget.currency().equals(counted.currency()),
                "/budget",
                "is in " + budget.currency() + ", but the discounts of the code are counted in "
                        + (counted == null ? "" : counted.currency()));
    }

    /** Whether a user can have fewer uses than before, so that it matters how many somebody has. */
    static boolean lowersUsesPerUser(PromoCode code, PromoLimits limits) {
        Long before = code.limits().maxUsesPerUser();
        return limits.maxUsesPerUser() != null && (before == null || limits.maxUsesPerUser() < before);
    }

    /** Throws if the limit for each user is below what one of them holds and has claimed already. */
    static void requireRoomOfUsers(PromoCode code, PromoLimits limits, long mostUses) {
        if (limits.maxUsesPerUser() != null && mostUses > limits.maxUsesPerUser()) {
            throw new PromoCodeInUseException(code.code(), "max_uses_per_user", limits.maxUsesPerUser(), mostUses);
        }
    }

    /** Throws if a limit is below what is held and claimed already. */
    static void requireRoom(PromoCode code, PromoLimits limits) {
        if (limits.maxUses() != null && code.heldUses() != null && code.claimedUses() != null) {
            long used = code.heldUses() + code.claimedUses();
            if (used > limits.maxUses()) {
                throw new PromoCodeInUseException(code.code(), "max_uses", limits.maxUses(), used);
            }
        }
        if (limits.budget() != null && code.heldAmount() != null && code.claimedAmount() != null) {
            Money used = code.heldAmount().plus(code.claimedAmount());
            if (used.compareTo(limits.budget()) > 0) {
                throw new PromoCodeInUseException(code.code(), limits.budget(), used);
            }
        }
    }
}
