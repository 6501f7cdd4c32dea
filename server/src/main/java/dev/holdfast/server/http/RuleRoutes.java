package dev.holdfast.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.RuleFilter;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Pricing rules. Their JSON is the library's, which reads and writes it. */
final class RuleRoutes {
    private RuleRoutes() {}

    static void add(Api api) {
        api.post("/pricing-rules", RuleRoutes::create);
        api.get("/pricing-rules", RuleRoutes::list);
        api.get("/pricing-rules/{code}", RuleRoutes::show);
        api.patch("/pricing-rules/{code}", RuleRoutes::change);
        api.delete("/pricing-rules/{code}", RuleRoutes::archive);
        api.get("/pricing-rules/{code}/history", RuleRoutes::history);
    }

    private static Endpoint.Command create(ApiRequest request) {
        PricingRule rule = PricingRuleJson.read(Json.source(request.body()), request.currency());
        return shop -> {
            RuleRevision added = shop.pricing().add(rule);
            String code = URLEncoder.encode(added.rule().code(), StandardCharsets.UTF_8);
            return Answer.created(Api.BASE + "/pricing-rules/" + code, view(added));
        };
    }

    private static Endpoint.Command list(ApiRequest request) {
        Query query = request.query();
        RuleFilter filter = new RuleFilter(query.word("active", List.of(true, false), String::valueOf));
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.ok(view(shop.pricing().list(filter, page)));
    }

    private static Endpoint.Command show(ApiRequest request) {
        String code = request.name("rule", "code");
        request.query().finish();
        return shop -> Answer.ok(view(shop.pricing().get(code)));
    }

    private static Endpoint.Command change(ApiRequest request) {
        String code = request.name("rule", "code");
        String patch = Json.source(request.body());
        return shop -> Answer.ok(view(shop.pricing().change(code, patch)));
    }

    private static Endpoint.Command archive(ApiRequest request) {
        String code = request.name("rule", "code");
        return shop -> {
            shop.pricing().archive(code);
            return Answer.nothing();
        };
    }

    private static Endpoint.Command history(ApiRequest request) {
        String code = request.name("rule", "code");
        Query query = request.query();
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.ok(view(shop.pricing().history(code, page)));
    }

    private static Page<ObjectNode> view(Page<RuleRevision> page) {
        return new Page<>(page.items().stream().map(RuleRoutes::view).toList(), page.nextCursor());
    }

    static ObjectNode view(RuleRevision revision) {
        return Json.object(PricingRuleJson.write(revision.rule()))
                .put("revision", revision.revision())
                .put("changed_at", revision.changedAt().toString());
    }
}
