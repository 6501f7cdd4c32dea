package dev.holdfast.server.http.routes;

import dev.holdfast.PageRequest;
import dev.holdfast.access.Scope;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.RuleFilter;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Condition;
import dev.holdfast.server.http.wire.Query;
import dev.holdfast.server.http.wire.RuleView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Pricing rules, whose JSON the library reads and writes. */
final class RuleRoutes {
    private RuleRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post("/pricing-rules", Scope.RULES_WRITE, RuleRoutes::create),
                Route.get("/pricing-rules", Scope.RULES_READ, RuleRoutes::list),
                Route.get("/pricing-rules/{code}", Scope.RULES_READ, RuleRoutes::show),
                Route.patch("/pricing-rules/{code}", Scope.RULES_WRITE, RuleRoutes::change),
                Route.delete("/pricing-rules/{code}", Scope.RULES_WRITE, RuleRoutes::archive),
                Route.get("/pricing-rules/{code}/history", Scope.RULES_READ, RuleRoutes::history));
    }

    private static Endpoint.Command create(ApiRequest request) {
        PricingRule rule = PricingRuleJson.read(request.json(), request.currency());
        return shop -> {
            RuleRevision added = shop.pricing().add(rule);
            return Answer.createdTagged(location(added.rule().code()), RuleView.of(added));
        };
    }

    private static Endpoint.Command list(ApiRequest request) {
        Query query = request.query();
        RuleFilter filter = new RuleFilter(query.word("active", List.of(true, false), String::valueOf));
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.page(shop.pricing().list(filter, page), RuleView::of);
    }

    private static Endpoint.Command show(ApiRequest request) {
        String code = code(request);
        request.query().finish();
        return shop -> Answer.tagged(RuleView.of(shop.pricing().get(code)));
    }

    private static Endpoint.Command change(ApiRequest request) {
        String code = code(request);
        Condition condition = request.ifMatch();
        String patch = request.json();
        return shop -> Answer.tagged(RuleView.of(shop.pricing().change(code, patch, condition.on(RuleView::of))));
    }

    private static Endpoint.Command archive(ApiRequest request) {
        String code = code(request);
        Condition condition = request.ifMatch();
        return shop -> {
            shop.pricing().archive(code, condition.on(RuleView::of));
            return Answer.nothing();
        };
    }

    private static Endpoint.Command history(ApiRequest request) {
        String code = code(request);
        Query query = request.query();
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.page(shop.pricing().history(code, page), RuleView::of);
    }

    /** The code of the rule in the path. */
    static String code(ApiRequest request) {
        return request.name("rule", "code", "rule_code");
    }

    /** The address of a rule. */
    static String location(String code) {
        return Route.BASE + "/pricing-rules/" + URLEncoder.encode(code, StandardCharsets.UTF_8);
    }
}
