package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

interface PricingTests extends Served {
    private void addRule(String code, String tier, int percent) {
        http().post("/api/v1/pricing-rules", """
                {"code": "%s", "conditions": {"user_tiers": ["%s"]}, "discount": {"type": "percent_off", "percent": %d}}""".formatted(code, tier, percent)).is(201);
    }

    @Test
    default void aRulePricesCartsQuotesAndPreviewsAlike() {
        String code = name("RULE");
        String tier = name("tier");
        addRule(code, tier, 10);
        long product = product("10.00");
        long variant = variantOf(product, 5);

        Reply preview = http().get("/api/v1/products/" + product + "/price?variant_id=&quantity=3&user_tier=" + tier
                + "&promo_code=");
        Reply quote = http().post(
                        "/api/v1/quotes",
                        "{\"lines\": [{\"variant_id\": " + variant + ", \"quantity\": 3}], \"user_tier\": \"" + tier
                                + "\"}");
        Reply cart = http().post(
                        cart() + "/items",
                        "{\"variant_id\": " + variant + ", \"quantity\": 3, \"user_tier\": \"" + tier + "\"}");

        for (Reply reply : new Reply[] {preview.is(200), quote.is(200), cart.is(201)}) {
            assertThat(reply.at("/subtotal")).isEqualTo("30.00");
            assertThat(reply.at("/discount_total")).isEqualTo("3.00");
            assertThat(reply.at("/total")).isEqualTo("27.00");
        }
        assertThat(cart.at("/items/0/explanation/0/rule")).isEqualTo(code);
        assertThat(cart.at("/items/0/explanation/0/outcome")).isEqualTo("applied");
        assertThat(cart.at("/items/0/explanation/0/amount")).isEqualTo("3.00");
        assertThat(cart.json().at("/items/0/explanation"))
                .isEqualTo(quote.json().at("/lines/0/explanation"));
        http().delete("/api/v1/pricing-rules/" + code).is(204);
    }

    @Test
    default void aQuoteSaysThatTheSearchForTheBestCombinationEndedEarly() {
        String tier = name("tier");
        for (int i = 0; i < 20; i++) {
            http().post("/api/v1/pricing-rules", """
                    {"code": "%s", "conditions": {"user_tiers": ["%s"]}, "discount":
                     {"type": "percent_off", "percent": %d, "max_units": 1, "max_units_per": "order"}}""".formatted(name("UNIT"), tier, 1 + i))
                    .is(201);
        }
        String lines =
                "{\"lines\": [{\"variant_id\": " + variant(5) + ", \"quantity\": 9}], \"user_tier\": \"" + tier + "\"";

        Reply usual = http().post("/api/v1/quotes", lines + "}").is(200);
        Reply best = http().post("/api/v1/quotes", lines + ", \"policy\": \"best_for_customer\"}")
                .is(200);

        assertThat(usual.at("/searched_all")).isEqualTo("true");
        assertThat(best.at("/searched_all")).isEqualTo("false");
        assertThat(best.at("/explanation/0/reason")).isEqualTo("search_ended_early");
        assertThat(new BigDecimal(best.at("/total"))).isLessThanOrEqualTo(new BigDecimal(usual.at("/total")));
    }

    @Test
    default void anOrderKeepsWhatPricedIt() {
        String code = name("RULE");
        String tier = name("tier");
        addRule(code, tier, 25);
        long variant = variant(5);
        String cart = cart();
        http().patch(cart, "{\"user_tier\": \"" + tier + "\"}").is(200);
        put(cart, variant, 2).is(201);
        http().delete("/api/v1/pricing-rules/" + code).is(204);

        Reply order = checkOut(cart).is(201);

        assertThat(order.at("/total")).isEqualTo("15.00");
        assertThat(order.at("/searched_all")).isEqualTo("true");
        assertThat(order.at("/items/0/explanation/0/rule")).isEqualTo(code);
    }

    @Test
    default void rulesAreShownChangedListedAndArchived() {
        String code = name("RULE");
        addRule(code, "silver", 10);
        String path = "/api/v1/pricing-rules/" + code;

        Reply shown = http().get(path).is(200);
        assertThat(shown.at("/revision")).isEqualTo("1");
        assertThat(shown.at("/discount/percent")).isEqualTo("10");
        Reply changed =
                http().patch(path, "{\"discount\": {\"percent\": 12.5}, \"max_discount\": \"20\", \"active\": false}");
        assertThat(changed.is(200).at("/discount/percent")).isEqualTo("12.5");
        assertThat(changed.at("/max_discount")).isEqualTo("20.00");
        assertThat(changed.at("/revision")).isEqualTo("2");
        Reply drafts =
                http().get("/api/v1/pricing-rules?active=false&limit=1000").is(200);
        assertThat(drafts.text()).contains(code);
        assertThat(http().get("/api/v1/pricing-rules?active=true&limit=1000").text())
                .doesNotContain(code);
        http().get("/api/v1/pricing-rules?active=maybe").isInvalid("/active");
        http().patch(path, "{\"code\": \"OTHER\"}").isInvalid("/code");
        http().post(
                        "/api/v1/pricing-rules",
                        "{\"code\": \"" + code + "\", \"discount\": {\"type\": \"percent_off\", \"percent\": 5}}")
                .isProblem(409, "code_taken");
        http().delete(path).is(204);
        http().get(path).isProblem(404, "rule_not_found");
        http().delete(path).isProblem(404, "rule_not_found");
        http().patch(path, "{\"active\": true}").isProblem(404, "rule_not_found");
        http().get("/api/v1/pricing-rules/no%20such%20rule").isProblem(404, "rule_not_found");
    }

    @Test
    default void theHistoryOfARuleIsPagedAndOutlivesIt() {
        String code = name("RULE");
        addRule(code, "silver", 10);
        String path = "/api/v1/pricing-rules/" + code;
        http().patch(path, "{\"discount\": {\"percent\": 11}}").is(200);
        http().patch(path, "{\"discount\": {\"percent\": 11}}").is(200);
        http().patch(path, "{\"active\": false}").is(200);
        http().delete(path).is(204);

        Reply first = http().get(path + "/history?limit=2").is(200);
        Reply rest = http().get(path + "/history?limit=2&cursor=" + first.at("/next_cursor"))
                .is(200);

        assertThat(first.json().at("/items")).hasSize(2);
        assertThat(first.at("/items/0/discount/percent")).isEqualTo("10");
        assertThat(first.at("/items/1/revision")).isEqualTo("2");
        assertThat(rest.json().at("/items")).hasSize(1);
        assertThat(rest.at("/items/0/revision")).isEqualTo("3");
        assertThat(rest.at("/items/0/active")).isEqualTo("false");
        assertThat(rest.json().at("/next_cursor").isNull()).isTrue();
        http().get(path + "/history?cursor=x").isInvalid("/cursor");
        http().get("/api/v1/pricing-rules/NOTHING/history").isProblem(404, "rule_not_found");
    }

    @Test
    default void aWrongRuleIsToldAllThatIsWrong() {
        http().post("/api/v1/pricing-rules", """
                {"code": "a b", "priority": 1.5, "discount": {"type": "percent_off", "percent": 101, "amount": 1},
                 "conditions": {"products": ["x"], "min_subtotal": "1.005"}, "when": "always"}""")
                .isInvalid(
                        "/code",
                        "/priority",
                        "/discount/percent",
                        "/discount/amount",
                        "/conditions/products/0",
                        "/conditions/min_subtotal",
                        "/when");
        http().post("/api/v1/pricing-rules", "[]").isInvalid("");
    }

    @Test
    default void aPreviewNeedsAVariantOfTheProduct() {
        long product = product("10.00");
        String price = "/api/v1/products/" + product + "/price";

        http().get(price).isInvalid("/variant_id");
        variantOf(product, 1);
        assertThat(http().get(price).is(200).at("/total")).isEqualTo("10.00");
        variantOf(product, 1);
        http().get(price).isInvalid("/variant_id");
        http().get(price + "?variant_id=" + variant(1)).isProblem(404, "variant_not_found");
        http().get(price + "?variant_id=999999999").isProblem(404, "variant_not_found");
        http().get(price + "?variant_id=x&quantity=0&tier=gold").isInvalid("/variant_id", "/quantity", "/tier");
        http().get("/api/v1/products/999999999/price").isProblem(404, "product_not_found");
    }

    @Test
    default void aWrongQuoteIsToldAllThatIsWrong() {
        http().post("/api/v1/quotes", "{}").isInvalid("/lines");
        http().post("/api/v1/quotes", "{\"lines\": []}").isInvalid("/lines");
        http().post("/api/v1/quotes", "{\"lines\": [7, {\"variant_id\": \"x\", \"qty\": 1}], \"promo_codes\": [1]}")
                .isInvalid("/lines/0", "/lines/1/variant_id", "/lines/1/quantity", "/lines/1/qty", "/promo_codes/0");
        http().post("/api/v1/quotes", "{\"lines\": [{\"variant_id\": 999999999, \"quantity\": 1}]}")
                .isProblem(404, "variant_not_found");
    }
}
