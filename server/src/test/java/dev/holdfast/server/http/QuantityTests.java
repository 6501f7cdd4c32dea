package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

interface QuantityTests extends Served {
    private String limited(String limits) {
        return http().post(
                        "/api/v1/variants",
                        "{\"product_id\": " + product("10.00") + ", \"sku\": \"" + name("SKU")
                                + "\", \"stock_quantity\": 100, " + limits + "}")
                .is(201)
                .header("Location");
    }

    @Test
    default void aVariantShowsItsLimitsAndHasThemChanged() {
        String path = limited("\"min_quantity\": 2, \"max_quantity\": 12, \"quantity_step\": 2,"
                + " \"max_per_user\": {\"quantity\": 20, \"days\": 30}, \"reservation_seconds\": 300");

        Reply shown = http().get(path).is(200);
        assertThat(List.of(
                        shown.at("/min_quantity"),
                        shown.at("/max_quantity"),
                        shown.at("/quantity_step"),
                        shown.at("/max_per_user/quantity"),
                        shown.at("/max_per_user/days"),
                        shown.at("/reservation_seconds")))
                .containsExactly("2", "12", "2", "20", "30", "300");
        Reply changed = http().patch(path, "{\"max_quantity\": null, \"max_per_user\": {\"quantity\": 4}}")
                .is(200);
        assertThat(changed.json().get("max_quantity").isNull()).isTrue();
        assertThat(List.of(changed.at("/max_per_user/quantity"), changed.at("/max_per_user/days")))
                .containsExactly("4", "30");
        assertThat(http().patch(path, "{\"max_per_user\": {\"days\": null}}")
                        .is(200)
                        .json()
                        .at("/max_per_user/days")
                        .isNull())
                .isTrue();
        Reply cleared = http().patch(
                        path,
                        "{\"min_quantity\": null, \"quantity_step\": null, \"max_per_user\": null,"
                                + " \"reservation_seconds\": null}")
                .is(200);
        for (String member : List.of("min_quantity", "quantity_step", "max_per_user", "reservation_seconds")) {
            assertThat(cleared.json().get(member).isNull()).as(member).isTrue();
        }
    }

    @Test
    default void limitsThatContradictEachOtherAreRefused() {
        String add = "{\"product_id\": " + product("10.00") + ", \"sku\": \"" + name("SKU") + "\", ";
        String variants = "/api/v1/variants";
        http().post(variants, add + "\"min_quantity\": 3, \"max_quantity\": 2}").isInvalid("/min_quantity");
        http().post(variants, add + "\"min_quantity\": 3, \"quantity_step\": 2}")
                .isInvalid("/min_quantity");
        http().post(variants, add + "\"max_quantity\": 5, \"quantity_step\": 2}")
                .isInvalid("/max_quantity");
        http().post(variants, add + "\"min_quantity\": 0, \"quantity_step\": 100001}")
                .isInvalid("/min_quantity", "/quantity_step");
        http().post(variants, add + "\"max_per_user\": {\"days\": 3}}").isInvalid("/max_per_user/quantity");
        http().post(variants, add + "\"reservation_seconds\": 0}").isInvalid("/reservation_seconds");
        String path = limited("\"quantity_step\": 2");
        http().patch(path, "{\"min_quantity\": 3}").isInvalid("/min_quantity");
        http().patch(path, "{\"max_per_user\": {\"days\": 3}}").isInvalid("/max_per_user/days");
    }

    @Test
    default void aQuantityThatIsNotSoldIsRefusedWithTheLimits() {
        long variant = Served.id(limited("\"min_quantity\": 2, \"quantity_step\": 2"));
        String cart = cart();

        Reply refused = put(cart, variant, 3).isProblem(409, "quantity_not_allowed");
        assertThat(List.of(
                        refused.at("/variant_id"),
                        refused.at("/quantity"),
                        refused.at("/min_quantity"),
                        refused.at("/quantity_step")))
                .containsExactly(Long.toString(variant), "3", "2", "2");
        assertThat(refused.json().has("max_quantity")).isFalse();
        put(cart, variant, 4).is(201);
    }

    @Test
    default void aUserGetsNoMoreThanEachUserCanHave() {
        long variant = Served.id(limited("\"max_per_user\": {\"quantity\": 2}"));
        String user = name("user");
        String first = cartOf(user);
        put(first, variant, 2).is(201);
        checkOut(first).is(201);

        Reply refused = put(cartOf(user), variant, 1).isProblem(409, "purchase_limit");
        assertThat(List.of(refused.at("/bought"), refused.at("/held"), refused.at("/requested"), refused.at("/limit")))
                .containsExactly("2", "0", "1", "2");
        String unknown = cartWith(variant, 1);
        http().patch(unknown, "{\"user_id\": \"" + user + "\"}").isProblem(409, "purchase_limit");
    }

    private String cartOf(String user) {
        return http().post("/api/v1/carts", "{\"user_id\": \"" + user + "\"}")
                .is(201)
                .header("Location");
    }

    @Test
    default void itemsAreReservedForTheTimeOfTheirCartOrVariant() {
        long variant = Served.id(limited("\"reservation_seconds\": 300"));
        String quick = http().post("/api/v1/carts", "{\"reservation_seconds\": 60}")
                .is(201)
                .header("Location");

        assertThat(http().get(quick).at("/reservation_seconds")).isEqualTo("60");
        assertThat(http().get(cart()).json().get("reservation_seconds").isNull())
                .isTrue();
        assertThat(seconds(put(quick, variant, 1).is(201))).isEqualTo(60);
        assertThat(seconds(put(cart(), variant, 1).is(201))).isEqualTo(300);
        assertThat(seconds(put(cart(), variant(5), 1).is(201))).isEqualTo(TestShop.HOLD.toSeconds());
        http().patch(quick, "{\"reservation_seconds\": 120}").isInvalid("/reservation_seconds");
        http().post("/api/v1/carts", "{\"reservation_seconds\": 0}").isInvalid("/reservation_seconds");
    }

    private long seconds(Reply put) {
        return Duration.between(shop().clock.instant(), Instant.parse(put.at("/items/0/reserved_until")))
                .toSeconds();
    }
}
