package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

interface IdempotencyTests extends Served {
    private Client keyed(String key) {
        return http().with(Api.IDEMPOTENCY_KEY, key);
    }

    @Test
    default void aRepetitionGetsTheFirstAnswer() {
        String cart = cartWith(variant(5), 2);
        String body = "{\"cart_id\": " + Served.id(cart) + "}";
        String key = name("key");

        Reply first = keyed(key).post("/api/v1/checkout", body).is(201);
        Reply again = keyed(key).post("/api/v1/checkout", body).is(201);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(first.header(Api.REPLAYED)).isEmpty();
        assertThat(again.header(Api.REPLAYED)).isEqualTo("true");
        assertThat(http().get("/api/v1/orders?cart_id=" + Served.id(cart))
                        .json()
                        .get("items"))
                .hasSize(1);
    }

    @Test
    default void theSameInOtherWordsIsTheSame() {
        String key = name("key");
        String sku = name("SKU");
        long product = product("10.00");

        Reply first =
                keyed(key).post("/api/v1/variants", "{\"product_id\": " + product + ", \"sku\": \"" + sku + "\"}");
        Reply again =
                keyed(key).post("/api/v1/variants", " {\"sku\":\"" + sku + "\",\n\"product_id\":" + product + "}");

        assertThat(again.is(201).text()).isEqualTo(first.is(201).text());
    }

    @Test
    default void aRefusalIsKeptLikeASuccess() {
        long variant = variant(1);
        String cart = cart();
        String key = name("key");
        String body = "{\"variant_id\": " + variant + ", \"quantity\": 2}";

        Reply first = keyed(key).post(cart + "/items", body).isProblem(409, "insufficient_stock");
        http().post("/api/v1/variants/" + variant + "/movements", "{\"kind\": \"received\", \"quantity\": 9}")
                .is(201);
        Reply again = keyed(key).post(cart + "/items", body).isProblem(409, "insufficient_stock");

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header(Api.REPLAYED)).isEqualTo("true");
        assertThat(keyed(name("key")).post(cart + "/items", body).is(201).header(Api.REPLAYED))
                .isEmpty();
    }

    @Test
    default void aKeyBelongsToOneRequest() {
        String key = name("key");
        String first = cartWith(variant(5), 1);
        String second = cart();

        keyed(key).post("/api/v1/carts", "{}").is(201);
        keyed(key).post("/api/v1/carts", "{\"user_id\": 1}").isProblem(422, "idempotency_key_reused");
        // On another route the same text is another key; on another path of the route it is the same key.
        keyed(key).post(first + "/extend", "{}").is(200);
        keyed(key).post(second + "/extend", "{}").isProblem(422, "idempotency_key_reused");
    }

    @Test
    default void aKeyMustBeOne() {
        keyed(" ").post("/api/v1/carts", "{}").isInvalid("/Idempotency-Key");
        keyed("x".repeat(256)).post("/api/v1/carts", "{}").isInvalid("/Idempotency-Key");
        keyed("x".repeat(255)).post("/api/v1/carts", "{}").is(201);
        keyed("tab\tbed").post("/api/v1/carts", "{}").isInvalid("/Idempotency-Key");
    }

    @Test
    default void everyPostTakesAKey() {
        long product = product("10.00");
        long variant = variantOf(product, 7);
        String cart = cart();
        String order = checkOut(cartWith(variant, 2)).is(201).header("Location");
        String begun = "{\"cart_id\": %d}";
        String completed = session(cartWith(variant, 1));
        String cancelled = session(cartWith(variant, 1));
        String rule = name("STORED");
        http().post(
                        "/api/v1/pricing-rules",
                        "{\"code\": \"" + rule + "\", \"active\": false, \"conditions\": {\"stored_codes\": true},"
                                + " \"discount\": {\"type\": \"percent_off\", \"percent\": 1}}")
                .is(201);
        String location = name("place");
        http().post("/api/v1/locations", "{\"code\": \"" + location + "\", \"name\": \"A\"}")
                .is(201);
        String send = "{\"variant_id\": " + variant + ", \"from\": \"default\", \"to\": \"" + location
                + "\", \"quantity\": 1, \"status\": \"shipped\"}";
        String shipped = http().post("/api/v1/transfers", send).is(201).header("Location");
        List<String[]> posts = List.of(
                new String[] {"/api/v1/locations", "{\"code\": \"" + name("place") + "\", \"name\": \"B\"}"},
                new String[] {"/api/v1/transfers", send},
                new String[] {shipped + "/receive", "{}"},
                new String[] {"/api/v1/pricing-rules/" + rule + "/promo-codes", "{\"count\": 2}"},
                new String[] {"/api/v1/products", "{\"name\": \"A\", \"base_price\": 1}"},
                new String[] {"/api/v1/variants", "{\"product_id\": " + product + ", \"sku\": \"" + name("SKU") + "\"}"
                },
                new String[] {"/api/v1/variants/" + variant + "/movements", "{\"kind\": \"received\", \"quantity\": 1}"
                },
                new String[] {"/api/v1/quotes", "{\"lines\": [{\"variant_id\": " + variant + ", \"quantity\": 1}]}"},
                new String[] {
                    "/api/v1/pricing-rules",
                    "{\"code\": \"" + name("RULE")
                            + "\", \"active\": false, \"discount\": {\"type\": \"percent_off\", \"percent\": 1}}"
                },
                new String[] {"/api/v1/carts", "{}"},
                new String[] {cart + "/items", "{\"variant_id\": " + variant + ", \"quantity\": 1}"},
                new String[] {cart + "/extend", "{}"},
                new String[] {"/api/v1/checkout", begun.formatted(Served.id(cart))},
                new String[] {"/api/v1/checkout-sessions", begun.formatted(Served.id(cartWith(variant, 1)))},
                new String[] {completed + "/payments", "{\"kind\": \"failed\", \"amount\": 1, \"reference\": \"r\"}"},
                new String[] {completed + "/complete", "{}"},
                new String[] {cancelled + "/cancel", "{}"},
                new String[] {order + "/payments", "{\"kind\": \"failed\", \"amount\": 1, \"reference\": \"r\"}"},
                new String[] {order + "/fulfilments", "{\"items\": [{\"item_id\": 1, \"quantity\": 1}]}"},
                new String[] {
                    order + "/returns", "{\"items\": [{\"item_id\": 1, \"quantity\": 1, \"condition\": \"damaged\"}]}"
                },
                new String[] {order + "/cancellations", "{}"});
        String key = name("key");

        for (String[] post : posts) {
            Reply first = keyed(key).post(post[0], post[1]);
            Reply again = keyed(key).post(post[0], post[1]);
            assertThat(first.status()).as(post[0]).isIn(200, 201);
            assertThat(again.text()).isEqualTo(first.text());
            assertThat(again.header(Api.REPLAYED)).as(post[0]).isEqualTo("true");
        }
        // Answers that hand out secrets are not kept in full, see SecretsAtRestTest.
        long templates = Contract.get().operations().stream()
                .filter(operation -> operation.method().equals("POST"))
                .filter(operation -> !operation.path().matches("/api/v1/(api-keys|buyer-tokens).*"))
                .count();
        assertThat(posts).hasSize((int) templates);
    }

    @Test
    default void fiftyAtOnceUnderOneKeyPlaceOneOrder() throws Exception {
        String cart = cartWith(variant(100), 2);
        String key = name("key");
        String body = "{\"cart_id\": " + Served.id(cart) + "}";
        ExecutorService threads = Executors.newFixedThreadPool(50);
        try {
            List<Callable<Reply>> calls = Stream.generate(
                            () -> (Callable<Reply>) () -> keyed(key).post("/api/v1/checkout", body))
                    .limit(50)
                    .toList();
            List<Reply> replies = new java.util.ArrayList<>();
            for (Future<Reply> future : threads.invokeAll(calls)) {
                replies.add(future.get());
            }

            assertThat(replies)
                    .allMatch(reply -> reply.status() == 201
                            || (reply.status() == 409
                                    && reply.at("/code").equals("idempotency_key_in_use")
                                    && !reply.header("Retry-After").isEmpty()));
            assertThat(replies.stream()
                            .filter(reply -> reply.status() == 201)
                            .map(Reply::text)
                            .distinct())
                    .hasSize(1);
            assertThat(replies.stream()
                            .filter(reply -> reply.status() == 201
                                    && reply.header(Api.REPLAYED).isEmpty()))
                    .hasSize(1);
            assertThat(shop().count("select count(*) from #orders where cart_id = " + Served.id(cart)))
                    .isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }
}
