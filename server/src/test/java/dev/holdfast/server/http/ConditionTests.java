package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code ETag}, {@code If-Match} and {@code If-None-Match}. */
interface ConditionTests extends Served {
    private Client ifMatch(String tag) {
        return http().with("If-Match", tag);
    }

    /** Each change with the tag that was seen is done once, and refused when it is repeated with that tag. */
    @Test
    default void whatIsChangedMustBeAsItWasSeen() {
        String product = "/api/v1/products/" + product("10.00");
        String variant = "/api/v1/variants/" + variant(10);
        String rule = http().post("/api/v1/pricing-rules", """
                        {"code": "%s", "name": "a", "discount": {"type": "percent_off", "percent": "1"}}
                        """.formatted(name("RULE")))
                .is(201)
                .header("Location");
        String cart = cartWith(variant(10), 2);

        for (String path : List.of(product, variant, rule, cart)) {
            String change = path.equals(cart) ? "{\"user_tier\": \"%s\"}" : "{\"name\": \"%s\"}";
            Reply seen = http().get(path).is(200);
            Reply changed = ifMatch(seen.header("ETag"))
                    .patch(path, change.formatted("b"))
                    .is(200);
            Reply refused = ifMatch(seen.header("ETag")).patch(path, change.formatted("c"));

            assertThat(changed.header("ETag")).isNotEqualTo(seen.header("ETag"));
            refused.isProblem(412, "precondition_failed");
            assertThat(http().get(path).text()).isEqualTo(changed.text());
            assertThat(http().get(path).header("ETag")).isEqualTo(changed.header("ETag"));
            ifMatch("\"no\", " + changed.header("ETag"))
                    .patch(path, change.formatted("d"))
                    .is(200);
            ifMatch("*").patch(path, change.formatted("e")).is(200);
            ifMatch("W/" + http().get(path).header("ETag"))
                    .patch(path, change.formatted("f"))
                    .isProblem(412, "precondition_failed");
        }
        String last = http().get(rule).header("ETag");
        ifMatch("\"no\"").delete(rule).isProblem(412, "precondition_failed");
        ifMatch(last).delete(rule).is(204);
    }

    @Test
    default void everyChangeOfACartKeepsItsCondition() {
        long variant = variant(10);
        String cart = cartWith(variant, 2);
        String item = cart + "/items/1";
        String charge = cart + "/charges/shipping";
        http().put(charge, "{\"amount\": \"1.00\"}").is(200);
        String before = http().get(cart).text();
        Client late = ifMatch("\"late\"");

        late.patch(item, "{\"quantity\": 3}").isProblem(412, "precondition_failed");
        late.delete(item).isProblem(412, "precondition_failed");
        late.post(cart + "/items", "{\"variant_id\": " + variant + ", \"quantity\": 5}")
                .isProblem(412, "precondition_failed");
        late.post(cart + "/items", "{\"items\": [{\"variant_id\": " + variant + ", \"quantity\": 5}]}")
                .isProblem(412, "precondition_failed");
        late.put(charge, "{\"amount\": \"2.00\"}").isProblem(412, "precondition_failed");
        late.delete(charge).isProblem(412, "precondition_failed");
        late.post(cart + "/extend", "{}").isProblem(412, "precondition_failed");
        late.delete(cart).isProblem(412, "precondition_failed");
        late.delete("/api/v1/carts/999999999").isProblem(404, "cart_not_found");
        assertThat(http().get(cart).text()).isEqualTo(before);

        String tag = http().get(cart).header("ETag");
        Reply put = ifMatch(tag).post(cart + "/items", "{\"variant_id\": " + variant + ", \"quantity\": 5}");
        tag = ifMatch(put.is(200).header("ETag")).delete(charge).is(200).header("ETag");
        shop().clock.advance(TestShop.HOLD);
        ifMatch(tag).delete(item).isProblem(412, "precondition_failed");
        ifMatch(http().get(cart).header("ETag")).delete(item).is(200);
    }

    @Test
    default void whatHappensToAnOrderKeepsItsCondition() {
        String cart = cartWith(variant(10), 2);
        String order = http().post("/api/v1/checkout", "{\"cart_id\": " + Served.id(cart) + "}")
                .is(201)
                .header("Location");
        String seen = http().get(order).is(200).header("ETag");
        String body = "{\"items\": [{\"item_id\": 1, \"quantity\": 1}]}";

        ifMatch("\"late\"").post(order + "/fulfilments", body).isProblem(412, "precondition_failed");
        ifMatch("\"late\"").post(order + "/cancellations", body).isProblem(412, "precondition_failed");
        ifMatch(seen).post(order + "/fulfilments", body).is(201);
        ifMatch(seen).post(order + "/cancellations", body).isProblem(412, "precondition_failed");
        ifMatch(seen)
                .post(
                        order + "/returns",
                        "{\"items\": [{\"item_id\": 1, \"quantity\": 1, \"condition\": \"sellable\"}]}")
                .isProblem(412, "precondition_failed");
        assertThat(http().get(order).json().get("corrections")).hasSize(1);
    }

    /** The stock of a variant moves with every sale, and keeps nobody from changing its name. */
    @Test
    default void stockIsNoChangeOfItsVariant() {
        long id = variant(10);
        String variant = "/api/v1/variants/" + id;
        String seen = http().get(variant).header("ETag");

        cartWith(id, 2);

        assertThat(http().get(variant).header("ETag")).isNotEqualTo(seen);
        assertThat(http().with("If-None-Match", seen).get(variant).is(200).at("/available_quantity"))
                .isEqualTo("8");
        ifMatch(seen).patch(variant, "{\"name\": \"Red\"}").is(200);
        ifMatch(seen).patch(variant, "{\"name\": \"Blue\"}").isProblem(412, "precondition_failed");
    }

    @Test
    default void whatTheClientHasIsNotSentAgain() {
        String cart = cartWith(variant(10), 2);
        Reply seen = http().get(cart);
        String tag = seen.header("ETag");

        for (String known : List.of(tag, "W/" + tag, "*", "\"other\" , " + tag)) {
            Reply same = http().with("If-None-Match", known).get(cart).is(304);
            assertThat(same.text()).isEmpty();
            assertThat(same.header("ETag")).isEqualTo(tag);
        }
        assertThat(http().with("If-None-Match", "\"other\"").get(cart).is(200).text())
                .isEqualTo(seen.text());
        http().with("If-None-Match", "*").get("/api/v1/carts/999999999").isProblem(404, "cart_not_found");
    }

    @Test
    default void aConditionIsNeverSwallowed() {
        ifMatch("\"tag\"").get("/api/v1/products").isInvalid("/If-Match");
        ifMatch("\"tag\"").post("/api/v1/carts", "{}").isInvalid("/If-Match");
        http().with("If-Unmodified-Since", "Sat, 28 Nov 2026 10:00:00 GMT")
                .patch(cart(), "{}")
                .isInvalid("/If-Unmodified-Since");
        for (String tag : List.of("tag", "", "\"a\" \"b\"", "\"a\", b", "\"a")) {
            ifMatch(tag).patch(cart(), "{}").isInvalid("/If-Match");
        }
    }

    /** Of many who read, add one and write on the condition that nobody else did, none loses an addition. */
    @Test
    default void noChangeIsLostAmongMany() throws Exception {
        String product = "/api/v1/products/" + product("0.00");
        String cart = cart();
        http().patch(cart, "{\"attributes\": {\"n\": \"0\"}}").is(200);
        AtomicInteger refused = new AtomicInteger();

        Threads.all(8, number -> {
            for (int i = 0; i < 5; ) {
                Reply seen = http().get(product);
                String price = seen.at("/base_price").replace(".00", "");
                Reply done = ifMatch(seen.header("ETag"))
                        .patch(product, "{\"base_price\": " + (Integer.parseInt(price) + 1) + "}");
                i += done.status() == 200 ? 1 : 0;
                refused.addAndGet(done.status() == 412 ? 1 : 0);
            }
            for (int i = 0; i < 5; ) {
                Reply seen = http().get(cart);
                int n = Integer.parseInt(seen.at("/attributes/n"));
                Reply done = ifMatch(seen.header("ETag")).patch(cart, "{\"attributes\": {\"n\": \"" + (n + 1) + "\"}}");
                i += done.status() == 200 ? 1 : 0;
                refused.addAndGet(done.status() == 412 ? 1 : 0);
            }
        });

        assertThat(http().get(product).at("/base_price")).isEqualTo("40.00");
        assertThat(http().get(cart).at("/attributes/n")).isEqualTo("40");
        assertThat(refused).hasPositiveValue();
    }
}
