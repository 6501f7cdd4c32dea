package dev.holdfast.server.http.routes;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.access.Scope;
import dev.holdfast.promo.GeneratedCodes;
import dev.holdfast.promo.PromoCode;
import dev.holdfast.promo.PromoCodeChange;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Fields;
import dev.holdfast.server.http.wire.Prices;
import dev.holdfast.server.http.wire.PromoCodeView;
import dev.holdfast.server.http.wire.Query;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Objects;

/** Promo codes that are stored for a rule, given by name or generated. */
final class PromoCodeRoutes {
    private PromoCodeRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post("/pricing-rules/{code}/promo-codes", Scope.PROMO_CODES_WRITE, PromoCodeRoutes::create),
                Route.get("/pricing-rules/{code}/promo-codes", Scope.PROMO_CODES_READ, PromoCodeRoutes::list),
                Route.get("/promo-codes/{promo_code}", Scope.PROMO_CODES_READ, PromoCodeRoutes::show),
                Route.patch("/promo-codes/{promo_code}", Scope.PROMO_CODES_WRITE, PromoCodeRoutes::change),
                Route.delete("/promo-codes/{promo_code}", Scope.PROMO_CODES_WRITE, PromoCodeRoutes::delete));
    }

    private static Endpoint.Command create(ApiRequest request) {
        String rule = RuleRoutes.code(request);
        Fields fields = request.fields();
        List<String> named = fields.texts("codes", Limits.PROMO_CODES_ADDED, Limits.PROMO_CODE_STORED);
        Integer count = fields.integer("count", 1, Limits.PROMO_CODES_ADDED);
        // Many clients send an empty list for one that nobody has set.
        List<String> codes = count != null && named != null && named.isEmpty() ? null : named;
        String prefix = fields.freeText("prefix", Limits.PROMO_CODE_STORED);
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
        return shop -> {
            List<String> added = codes == null
                    ? shop.promoCodes().generate(rule, generated, limits, isActive)
                    : shop.promoCodes().add(rule, codes, limits, isActive);
            return Answer.created(RuleRoutes.location(rule) + "/promo-codes", new Added(added.size(), added));
        };
    }

    private static PromoLimits limits(Fields fields, Currency currency) {
        Long maxUses = fields.whole("max_uses", 1, Limits.PROMO_CODE_USES);
        Long maxUsesPerUser = fields.whole("max_uses_per_user", 1, Limits.PROMO_CODE_USES);
        Currency given = fields.currency("currency");
        return new PromoLimits(maxUses, maxUsesPerUser, fields.money("budget", given == null ? currency : given));
    }

    private static Endpoint.Command list(ApiRequest request) {
        String rule = RuleRoutes.code(request);
        Query query = request.query();
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.page(shop.promoCodes().list(rule, page), PromoCodeView::of);
    }

    private static Endpoint.Command show(ApiRequest request) {
        String code = request.name("promo_code", "promo_code");
        request.query().finish();
        return shop -> Answer.ok(PromoCodeView.of(shop.promoCodes().get(code)));
    }

    private static Endpoint.Command change(ApiRequest request) {
        String code = request.name("promo_code", "promo_code");
        Fields fields = request.fields();
        Patch<Boolean> active = fields.patchRequired("active", fields::truth);
        Patch<Long> maxUses = fields.patch("max_uses", name -> fields.whole(name, 1, Limits.PROMO_CODE_USES));
        Patch<Long> maxUsesPerUser =
                fields.patch("max_uses_per_user", name -> fields.whole(name, 1, Limits.PROMO_CODE_USES));
        Patch<BigDecimal> budget = fields.patch("budget", fields::amount);
        fields.finish();
        return shop -> {
            Patch<Money> money = Patch.keep();
            if (budget.present()) {
                BigDecimal amount = budget.value();
                money = Patch.set(
                        amount == null ? null : inCurrencyOf(shop.promoCodes().get(code), amount, request));
            }
            return Answer.ok(PromoCodeView.of(
                    shop.promoCodes().change(code, new PromoCodeChange(active, maxUses, maxUsesPerUser, money))));
        };
    }

    // The currency of a code never changes, so it can be read before the command.
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

    private record Added(int count, List<String> codes) {}
}
