package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

interface CartTests extends Served {
    @Test
    default void puttingAVariantSetsItsQuantity() {
        long variant = variant(10);
        String cart = cart();

        Reply created = put(cart, variant, 2);
        Reply set = put(cart, variant, 5);

        assertThat(created.is(201).header("Location")).isEqualTo(cart);
        assertThat(set.is(200).at("/items/0/quantity")).isEqualTo("5");
        assertThat(set.id("/items/0/id")).isEqualTo(created.id("/items/0/id"));
        Reply shown = http().get("/api/v1/variants/" + variant);
        assertThat(shown.at("/reserved_quantity")).isEqualTo("5");
        assertThat(shown.at("/available_quantity")).isEqualTo("5");
    }

    @Test
    default void severalItemsArePutAtOnceOrNone() {
        long shirt = variant(10);
        long mug = variant(1);
        String cart = cart();
        String body = "{\"items\": [{\"variant_id\": " + shirt + ", \"quantity\": 2}, {\"variant_id\": " + mug
                + ", \"quantity\": %d, \"user_tier\": \"gold\"}]}";

        Reply put = http().post(cart + "/items", body.formatted(1));
        assertThat(put.is(201).header("Location")).isEqualTo(cart);
        assertThat(put.json().get("items")).hasSize(2);
        assertThat(put.at("/user_tier")).isEqualTo("gold");
        assertThat(http().post(cart + "/items", body.formatted(1)).is(200).json())
                .isEqualTo(put.json());
        Reply refused = http().post(cart + "/items", body.formatted(2));
        refused.isProblem(409, "insufficient_stock");
        assertThat(refused.id("/shortages/0/variant_id")).isEqualTo(mug);
        assertThat(refused.at("/shortages/0/available")).isEqualTo("1");
        assertThat(refused.json().get("shortages")).hasSize(1);
        assertThat(http().get(cart).at("/items/1/quantity")).isEqualTo("1");
        http().post(cart + "/items", "{\"items\": []}").isInvalid("/items");
        http().post(cart + "/items", "{\"items\": [{\"variant_id\": 1}], \"variant_id\": 1, \"quantity\": 1}")
                .isInvalid("/items/0/quantity", "/variant_id", "/quantity");
    }

    @Test
    default void aCartIsMadeChangedAndListed() {
        String user = name("user");
        Reply made = http().post(
                        "/api/v1/carts",
                        "{\"user_id\": \"" + user
                                + "\", \"user_tier\": \"gold\", \"promo_codes\": [\"A\"], \"currency\": \"EUR\"}");
        String cart = made.is(201).header("Location");

        assertThat(made.at("/currency")).isEqualTo("EUR");
        Reply changed = http().patch(cart, "{\"user_tier\": null, \"promo_codes\": [\"B\", \"C\"]}")
                .is(200);
        assertThat(changed.json().get("user_tier").isNull()).isTrue();
        assertThat(changed.at("/promo_codes/1")).isEqualTo("C");
        assertThat(changed.at("/user_id")).isEqualTo(user);
        http().patch(cart, "{\"currency\": \"USD\"}").isInvalid("/currency");
        Reply listed = http().get("/api/v1/carts?status=open&user_id=" + user).is(200);
        assertThat(listed.json().get("items")).hasSize(1);
        ObjectNode withoutToken = (ObjectNode) changed.json();
        withoutToken.remove("token");
        assertThat(listed.json().at("/items/0")).isEqualTo(withoutToken);
        assertThat(http().get("/api/v1/carts?status=deleted&user_id=" + user)
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @Test
    default void aUserIsATextOrAnInteger() {
        assertThat(http().post("/api/v1/carts", "{\"user_id\": 17}").is(201).at("/user_id"))
                .isEqualTo("17");
        assertThat(http().post("/api/v1/carts", "{\"user_id\": \"u-17\"}")
                        .is(201)
                        .at("/user_id"))
                .isEqualTo("u-17");
        http().post("/api/v1/carts", "{\"user_id\": 1.5}").isInvalid("/user_id");
        http().post("/api/v1/carts", "{\"user_id\": true}").isInvalid("/user_id");
        http().post("/api/v1/carts", "{\"user_id\": []}").isInvalid("/user_id");
    }

    @Test
    default void linesAreChangedAndRemoved() {
        long variant = variant(10);
        String cart = cart();
        String item = cart + "/items/" + put(cart, variant, 2).id("/items/0/id");

        assertThat(http().patch(item, "{\"quantity\": 7}").is(200).at("/items/0/quantity"))
                .isEqualTo("7");
        http().patch(item, "{\"quantity\": 11}").isProblem(409, "insufficient_stock");
        http().patch(item, "{\"quantity\": 0}").isInvalid("/quantity");
        http().patch(cart + "/items/99", "{\"quantity\": 1}").isProblem(404, "item_not_found");
        http().patch(cart + "/items/99999999999", "{\"quantity\": 1}").isProblem(404, "item_not_found");
        assertThat(http().delete(item).is(200).json().get("items")).isEmpty();
        http().delete(item).isProblem(404, "item_not_found");
        assertThat(http().get("/api/v1/variants/" + variant).at("/reserved_quantity"))
                .isEqualTo("0");
    }

    @Test
    default void moreThanThereIsIsRefusedWithWhatThereIs() {
        long variant = variant(3);
        String cart = cart();

        Reply refused = put(cart, variant, 4);

        refused.isProblem(409, "insufficient_stock");
        assertThat(refused.id("/variant_id")).isEqualTo(variant);
        assertThat(refused.at("/requested")).isEqualTo("4");
        assertThat(refused.at("/available")).isEqualTo("3");
        put(cart, 999_999_999, 1).isProblem(404, "variant_not_found");
        put("/api/v1/carts/999999999", variant, 1).isProblem(404, "cart_not_found");
    }

    @Test
    default void aVariantOfAnotherCurrencyIsRefused() {
        long variant = variant(3);
        String cart = http().post("/api/v1/carts", "{\"currency\": \"EUR\"}").header("Location");

        Reply refused = put(cart, variant, 1);

        refused.isProblem(409, "currency_mismatch");
        assertThat(refused.at("/cart_currency")).isEqualTo("EUR");
    }

    @Test
    default void aDeletedCartHoldsNothingAndIsClosed() {
        long variant = variant(3);
        String cart = cartWith(variant, 3);

        assertThat(http().delete(cart).is(200).at("/status")).isEqualTo("deleted");

        assertThat(http().get("/api/v1/variants/" + variant).at("/available_quantity"))
                .isEqualTo("3");
        Reply refused = put(cart, variant, 1).isProblem(409, "cart_closed");
        assertThat(refused.at("/cart_status")).isEqualTo("deleted");
        assertThat(http().get(cart).is(200).at("/status")).isEqualTo("deleted");
    }

    @Test
    default void expiredItemsAreShownAndBlockTheCheckoutUntilPutAgain() {
        long variant = variant(3);
        String cart = cartWith(variant, 2);

        shop().letExpire();

        Reply shown = http().get(cart).is(200);
        assertThat(shown.json().get("items")).isEmpty();
        assertThat(shown.at("/expired_items/0/quantity")).isEqualTo("2");
        assertThat(shown.at("/total")).isEqualTo("0.00");
        Reply refused = checkOut(cart).isProblem(409, "reservation_expired");
        assertThat(refused.id("/items/0/variant_id")).isEqualTo(variant);
        put(cart, variant, 2);
        checkOut(cart).is(201);
    }

    @Test
    default void aCartIsExtended() {
        String cart = cartWith(variant(3), 2);
        String before = http().get(cart).at("/items/0/reserved_until");

        shop().clock.advance(Duration.ofMinutes(5));
        Reply extended = http().send("POST", cart + "/extend", (byte[]) null).is(200);

        assertThat(extended.at("/items/0/reserved_until")).isGreaterThan(before);
        assertThat(java.time.Instant.parse(extended.at("/items/0/reserved_until")))
                .isEqualTo(shop().clock.instant().plus(TestShop.HOLD));
        http().post(cart + "/extend", "{}").is(200);
        http().post(cart + "/extend", "{\"minutes\": 5}").isInvalid("/minutes");
    }
}
