package dev.holdfast.server.http;

import dev.holdfast.Money;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.promo.GeneratedCodes;
import dev.holdfast.promo.PromoCode;
import dev.holdfast.promo.PromoCodeChange;
import dev.holdfast.promo.PromoCodes;
import dev.holdfast.promo.PromoLimits;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Promo codes that are stored for a rule, by name or made up. */
final class PromoCodeRoutes {
    private static final int LONGEST = 100;
    private static final int MOST_USES = 1_000_000_000;

    private PromoCodeRoutes() {}

    static void add(Api api) {
        api.post("/pricing-rules/{code}/promo-codes", PromoCodeRoutes::create);
        api.get("/pricing-rules/{code}/promo-codes", PromoCodeRoutes::list);
        api.get("/promo-codes/{promo_code}", PromoCodeRoutes::show);
        api.patch("/promo-codes/{promo_code}", PromoCodeRoutes::change);
        api.delete("/promo-codes/{promo_code}", PromoCodeRoutes::delete);
    }

    private static Endpoint.Command create(ApiRequest request) {
        String rule = request.name("rule", "code");
        Fields fields = request.fields();
        List<String> codes = fields.texts("codes", PromoCodes.MAX_CODES, LONGEST);
        Integer count = fields.integer("count", 1, PromoCodes.MAX_CODES);
        String prefix = fields.freeText("prefix", LONGEST);
        Integer length = fields.integer("length", GeneratedCodes.MIN_LENGTH, GeneratedCodes.MAX_LENGTH);
        if ((codes == null) == (count == null)) {
            fields.fail("codes", codes == null ? "is missing, and so is count" : "cannot be given together with count");
        }
        if (codes != null && (prefix != null || length != null)) {
            fields.fail("codes", "cannot be given together with prefix and length");
        }
        PromoLimits limits = limits(fields, request.currency());
        Boolean active = fields.truth("active");
        fields.finish();
        boolean isActive = active == null || active;
        GeneratedCodes generated = new GeneratedCodes(
                Objects.requireNonNullElse(count, 1),
                Objects.requireNonNullElse(prefix, ""),
                Objects.requireNonNullElse(length, GeneratedCodes.DEFAULT_LENGTH));
        String location =
                Api.BASE + "/pricing-rules/" + URLEncoder.encode(rule, StandardCharsets.UTF_8) + "/promo-codes";
        return shop -> {
            List<String> added = codes == null
                    ? shop.promoCodes().generate(rule, generated, limits, isActive)
                    : shop.promoCodes().add(rule, codes, limits, isActive);
            return Answer.created(location, new Added(added.size(), added));
        };
    }

    private static PromoLimits limits(Fields fields, Currency currency) {
        Integer maxUses = fields.integer("max_uses", 1, MOST_USES);
        Integer maxUsesPerUser = fields.integer("max_uses_per_user", 1, MOST_USES);
        Currency given = fields.currency("currency");
        Money budget = fields.money("budget", given == null ? currency : given);
        return new PromoLimits(
                maxUses == null ? null : maxUses.longValue(),
                maxUsesPerUser == null ? null : maxUsesPerUser.longValue(),
                budget);
    }

    private static Endpoint.Command list(ApiRequest request) {
        String rule = request.name("rule", "code");
        Query query = request.query();
        PageRequest page = query.page();
        query.finish();
        return shop -> {
            Page<PromoCode> codes = shop.promoCodes().list(rule, page);
            return Answer.ok(new Page<>(codes.items().stream().map(View::of).toList(), codes.nextCursor()));
        };
    }

    private static Endpoint.Command show(ApiRequest request) {
        String code = request.name("promo_code", "promo_code");
        request.query().finish();
        return shop -> Answer.ok(View.of(shop.promoCodes().get(code)));
    }

    private static Endpoint.Command change(ApiRequest request) {
        String code = request.name("promo_code", "promo_code");
        Fields fields = request.fields();
        Patch<Boolean> active = fields.patchRequired("active", fields::truth);
        Patch<Long> maxUses = fields.patch("max_uses", name -> number(fields.integer(name, 1, MOST_USES)));
        Patch<Long> maxUsesPerUser =
                fields.patch("max_uses_per_user", name -> number(fields.integer(name, 1, MOST_USES)));
        Patch<BigDecimal> budget = fields.patch("budget", fields::amount);
        fields.finish();
        return shop -> {
            Patch<Money> money = Patch.keep();
            if (budget.present()) {
                BigDecimal amount = budget.value();
                money = Patch.set(
                        amount == null ? null : inCurrencyOf(shop.promoCodes().get(code), amount, request));
            }
            return Answer.ok(View.of(
                    shop.promoCodes().change(code, new PromoCodeChange(active, maxUses, maxUsesPerUser, money))));
        };
    }

    // A code's currency never changes, so that it can be asked for before the command.
    private static Money inCurrencyOf(PromoCode code, BigDecimal amount, ApiRequest request) {
        Money held = code.heldAmount();
        return Prices.in(held == null ? request.currency() : held.currency(), "/budget", amount);
    }

    private static Endpoint.Command delete(ApiRequest request) {
        String code = request.name("promo_code", "promo_code");
        return shop -> {
            shop.promoCodes().delete(code);
            return Answer.nothing();
        };
    }

    private static @Nullable Long number(@Nullable Integer value) {
        return value == null ? null : value.longValue();
    }

    record Added(int count, List<String> codes) {}

    record View(
            String code,
            String rule,
            boolean active,
            @Nullable Long maxUses,
            @Nullable Long maxUsesPerUser,
            @Nullable Money budget,
            @Nullable Currency currency,
            @Nullable Long heldUses,
            @Nullable Long claimedUses,
            @Nullable Money heldAmount,
            @Nullable Money claimedAmount,
            Instant createdAt,
            Instant updatedAt) {
        static View of(PromoCode code) {
            return new View(
                    code.code(),
                    code.rule(),
                    code.active(),
                    code.limits().maxUses(),
                    code.limits().maxUsesPerUser(),
                    code.limits().budget(),
                    code.heldAmount() == null ? null : code.heldAmount().currency(),
                    code.heldUses(),
                    code.claimedUses(),
                    code.heldAmount(),
                    code.claimedAmount(),
                    code.createdAt(),
                    code.updatedAt());
        }
    }
}
