package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests in the forms in which generated clients send them: an empty list or null for what nobody has set. */
interface GeneratedClientTests extends Served {
    @ParameterizedTest
    @ValueSource(strings = {"null", " null ", "{}"})
    default void anOptionalBodyMayBeNull(String body) {
        String cart = http().post("/api/v1/carts", body).is(201).header("Location");
        put(cart, variant(2), 1).is(201);
        assertThat(http().post(cart + "/extend", body).is(200).at("/items/0/quantity"))
                .isEqualTo("1");
        String order = checkOut(cart).is(201).header("Location");
        assertThat(http().post(order + "/fulfilments", body).is(201).at("/items/0/quantity"))
                .isEqualTo("1");
    }

    @Test
    default void anEmptyListOfDiscountsIsNoDiscount() {
        String discount = "\"discount\": {\"type\": \"percent_off\", \"percent\": 10}";
        String code = name("EMPTY");
        http().post("/api/v1/pricing-rules", "{\"code\": \"" + code + "\", " + discount + ", \"discounts\": []}")
                .is(201);
        assertThat(http().patch("/api/v1/pricing-rules/" + code, "{\"discounts\": [], \"name\": \"Ten\"}")
                        .is(200)
                        .at("/discount/percent"))
                .isEqualTo("10");
        http().post("/api/v1/pricing-rules", "{\"code\": \"" + name("EMPTY") + "\", \"discounts\": []}")
                .isInvalid("/discount");
        http().post(
                        "/api/v1/pricing-rules",
                        "{\"code\": \"" + name("EMPTY") + "\", " + discount + ", \"discounts\": [{"
                                + "\"type\": \"percent_off\", \"percent\": 5}]}")
                .isInvalid("/discounts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null"})
    default void anEmptyListOfItemsIsNoListOfItems(String items) {
        String item = "{\"variant_id\": " + variant(2) + ", \"quantity\": 1, \"items\": " + items + "}";
        assertThat(http().post(cart() + "/items", item).is(201).at("/items/0/quantity"))
                .isEqualTo("1");
        http().post(cart() + "/items", "{\"items\": []}").isInvalid("/items");
    }

    @Test
    default void anEmptyListOfCodesIsNoListOfCodes() {
        String code = name("STORED");
        http().post(
                        "/api/v1/pricing-rules",
                        "{\"code\": \"" + code + "\", \"conditions\": {\"stored_codes\": true},"
                                + " \"discount\": {\"type\": \"percent_off\", \"percent\": 10}}")
                .is(201);
        String codes = "/api/v1/pricing-rules/" + code + "/promo-codes";

        assertThat(http().post(codes, "{\"codes\": [], \"count\": 2}").is(201).at("/count"))
                .isEqualTo("2");
        http().post(codes, "{\"codes\": []}").isInvalid("/codes");
    }

    @Test
    default void anIdInAProblemIsANumberOrAbsent() {
        Reply unknown = http().get("/api/v1/carts/999999999").isProblem(404, "cart_not_found");
        assertThat(unknown.at("/cart_id")).isEqualTo("999999999");

        Reply unreadable = http().get("/api/v1/orders/abc").isProblem(404, "order_not_found");
        assertThat(unreadable.at("/detail")).contains("abc");
        assertThat(unreadable.text()).doesNotContain("order_id");
    }
}
