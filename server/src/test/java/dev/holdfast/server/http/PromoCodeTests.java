package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

interface PromoCodeTests extends Served {
    private String rule(String code) {
        http().post(
                        "/api/v1/pricing-rules",
                        "{\"code\": \"" + code + "\", \"target\": \"order\", \"conditions\": {\"stored_codes\": true},"
                                + " \"discount\": {\"type\": \"percent_off\", \"percent\": 10}}")
                .is(201);
        return "/api/v1/pricing-rules/" + code + "/promo-codes";
    }

    @Test
    default void aPromoCodeIsHeldWithTheCartAndClaimedWithTheOrder() {
        String codes = rule("HTTP-VOUCHERS");
        Reply added = http().post(codes, "{\"codes\": [\"Http-One\"], \"max_uses\": 1, \"budget\": \"50.00\"}")
                .is(201);
        assertThat(added.header("Location")).isEqualTo(codes);
        assertThat(added.at("/codes/0")).isEqualTo("Http-One");
        long variant = variant(5);
        String first = cartWith(variant, 1);
        String second = cartWith(variant, 1);
        String withCode = "{\"promo_codes\": [\"http-ONE\"]}";

        assertThat(http().patch(first, withCode).is(200).at("/total")).isEqualTo("9.00");
        assertThat(http().patch(second, withCode).is(200).at("/explanation/0/reason"))
                .isEqualTo("exhausted");

        Reply held = http().get("/api/v1/promo-codes/HTTP-one").is(200);
        assertThat(held.at("/held_uses")).isEqualTo("1");
        assertThat(held.at("/held_amount")).isEqualTo("1.00");
        checkOut(first).is(201);
        assertThat(http().get("/api/v1/promo-codes/http-one").at("/claimed_uses"))
                .isEqualTo("1");
        assertThat(http().patch("/api/v1/promo-codes/http-one", "{\"max_uses\": 2, \"budget\": \"0.50\"}")
                        .isProblem(409, "promo_code_in_use")
                        .at("/amount_in_use"))
                .isEqualTo("1.00");
        assertThat(http().patch("/api/v1/promo-codes/http-one", "{\"max_uses\": 2, \"budget\": null}")
                        .is(200)
                        .at("/max_uses"))
                .isEqualTo("2");
        http().patch("/api/v1/promo-codes/http-one", "{\"active\": null, \"code\": \"X\"}")
                .isInvalid("/active", "/code");
        http().delete("/api/v1/promo-codes/http-one").is(204);
        http().delete("/api/v1/promo-codes/http-one").isProblem(404, "promo_code_not_found");
        http().post(codes, "{\"codes\": [\"HTTP-ONE\"]}").isProblem(409, "code_taken");
    }

    @Test
    default void promoCodesAreMadeUpAndListed() {
        String codes = rule("HTTP-BULK");

        Reply made = http().post(codes, "{\"count\": 3, \"prefix\": \"HB-\", \"length\": 8}")
                .is(201);

        assertThat(made.at("/count")).isEqualTo("3");
        assertThat(made.at("/codes/2")).matches("HB-.{8}");
        Reply page = http().get(codes + "?limit=2").is(200);
        assertThat(page.json().get("items")).hasSize(2);
        assertThat(page.json().at("/items/0/held_uses").isNull()).isTrue();
        assertThat(http().get(codes + "?limit=2&cursor=" + page.at("/next_cursor"))
                        .is(200)
                        .json()
                        .get("items"))
                .hasSize(1);
        http().post(codes, "{\"count\": 0, \"codes\": [], \"max_uses\": -1, \"active\": 1}")
                .isInvalid("/count", "/max_uses", "/active");
        http().post(codes, "{}").isInvalid("/codes");
        http().post(codes, "{\"codes\": [\"a b\"]}").isInvalid("/codes/0");
        http().post("/api/v1/pricing-rules/NOPE/promo-codes", "{\"count\": 1}").isProblem(404, "rule_not_found");
        http().get("/api/v1/pricing-rules/NOPE/promo-codes").isProblem(404, "rule_not_found");
        http().get("/api/v1/promo-codes/NOPE").isProblem(404, "promo_code_not_found");
    }
}
