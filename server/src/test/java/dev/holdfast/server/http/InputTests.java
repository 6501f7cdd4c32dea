package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid requests are answered with their errors, and nothing breaks. */
interface InputTests extends Served {
    @Test
    default void everythingThatIsWrongIsNamedAtOnce() {
        http().post("/api/v1/products", """
                {"name": "", "base_price": "ten", "handle": 7, "currency": "XXXX", "colour": "red", "a/b~c": 1}""")
                .isInvalid("/name", "/base_price", "/handle", "/currency", "/colour", "/a~1b~0c");
        http().post("/api/v1/carts", "{\"promo_codes\": [\"A\", 5, \"\"], \"user_tier\": {}, \"currency\": \"usd\"}")
                .isInvalid("/promo_codes/1", "/promo_codes/2", "/user_tier", "/currency");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775809",
                "100001",
                "1.0",
                "1e2",
                "1e-400",
                "1e999999999",
                "-1e999999999",
                "12345678901234567890123456789012345678901234567890",
                "\"2\"",
                "true",
                "null",
                "[]",
                "{}"
            })
    default void anInvalidQuantityIsRefused(String quantity) {
        long variant = variant(5);
        String cart = cartWith(variant, 1);
        String body = "{\"variant_id\": " + variant + ", \"quantity\": " + quantity + "}";

        http().post(cart + "/items", body).isInvalid("/quantity");
        http().patch(cart + "/items/1", "{\"quantity\": " + quantity + "}").isInvalid("/quantity");
        assertThat(http().get(cart).at("/items/0/quantity")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0.01",
                "\"-1\"",
                "1.001",
                "\"1e3\"",
                "1e999999999",
                "1e-999999999",
                "123456789012345678901234567890",
                "1000000000.01",
                "\"\"",
                "\" 1\"",
                "\"1,50\"",
                "\"NaN\"",
                "false",
                "[1]"
            })
    default void anInvalidAmountIsRefused(String amount) {
        http().post("/api/v1/products", "{\"name\": \"A\", \"base_price\": " + amount + "}")
                .isInvalid("/base_price");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"A\"",
                "{\"name\": \"A\", \"name\": \"B\", \"base_price\": 1}",
                "{\"name\": \"A\", \"base_price\": 1} {}",
                "{\"name\": \"A\", \"base_price\": NaN}",
                "{\"name\": \"A\", \"base_price\": 01}",
                "{'name': 'A'}",
                "{\"name\": \"A\", /* why */ \"base_price\": 1}",
                "{\"name\": \"A\nB\", \"base_price\": 1}",
                "",
                " ",
                "\uFEFF"
            })
    default void invalidJsonIsMalformed(String body) {
        http().post("/api/v1/products", body).isProblem(400, "malformed_request");
    }

    @Test
    default void invalidUtf8IsMalformed() {
        Client json = http().with("Content-Type", "application/json");

        json.send("POST", "/api/v1/products", new byte[] {'{', '"', (byte) 0xc3, '"', '}'})
                .isProblem(400, "malformed_request");
        json.send("POST", "/api/v1/products", "{}".getBytes(StandardCharsets.UTF_16))
                .isProblem(400, "malformed_request");
        json.send("POST", "/api/v1/products", new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})
                .isProblem(400, "malformed_request");
    }

    @Test
    default void aBodyThatIsNotAnObjectIsRefused() {
        http().post("/api/v1/products", "[]").isInvalid("");
        http().post("/api/v1/products", "null").isInvalid("");
        http().post("/api/v1/carts", "[]").isInvalid("");
        http().post("/api/v1/checkout", "\"6\"").isInvalid("");
    }

    @Test
    default void deepNestingAndLongNumbersAreMalformed() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        String number = "{\"name\": \"A\", \"base_price\": " + "9".repeat(100_000) + "}";

        http().post("/api/v1/products", deep).isProblem(400, "malformed_request");
        http().post("/api/v1/products", "{\"name\": " + deep + "}").isProblem(400, "malformed_request");
        http().post("/api/v1/products", number).isProblem(400, "malformed_request");
    }

    /** The parser refuses names that are no text, of which it keeps a table. */
    @ParameterizedTest
    @CsvSource({
        "\\u0000, 422, validation_failed",
        "a\\u0000b, 422, validation_failed",
        "\\ud800, 400, malformed_request",
        "\\udc00x, 400, malformed_request",
        "\\ud800\\ud800, 400, malformed_request"
    })
    default void namesThatTheDatabaseCannotStoreAreRefused(String name, int status, String code) {
        String body = "{\"" + name + "\": 1}";

        http().post("/api/v1/products", body).isProblem(status, code);
        http().patch("/api/v1/variants/" + variant(5), "{\"attributes\": " + body + "}")
                .isProblem(status, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\ud800", "\\udc00x", "\\ud800\\ud800"})
    default void charactersThatTheDatabaseCannotStoreAreRefused(String text) {
        long variant = variant(5);
        String cart = cart();

        http().post("/api/v1/products", """
                        {"name": "%1$s", "base_price": 1, "handle": "%1$s", "description": "%1$s", "category": "%1$s"}""".formatted(text)).isProblem(422, "validation_failed");
        http().post("/api/v1/variants", """
                {"product_id": 1, "sku": "%1$s", "name": "%1$s"}""".formatted(text)).isInvalid("/sku", "/name");
        http().patch("/api/v1/variants/" + variant, "{\"attributes\": {\"a\": \"" + text + "\"}}")
                .isInvalid("/attributes/a");
        http().post("/api/v1/carts", """
                {"user_id": "%1$s", "user_tier": "%1$s", "promo_codes": ["%1$s"]}""".formatted(text)).isInvalid("/user_id", "/user_tier", "/promo_codes/0");
        http().post(cart + "/items", """
                {"variant_id": %2$d, "quantity": 1, "user_tier": "%1$s", "promo_code": "%1$s"}""".formatted(text, variant)).isInvalid("/user_tier", "/promo_code");
        http().post("/api/v1/variants/" + variant + "/movements", """
                {"kind": "adjusted", "quantity": 1, "reason": "%1$s", "reference": "%1$s"}""".formatted(text))
                .isInvalid("/reason", "/reference");
        http().post("/api/v1/pricing-rules", """
                {"code": "%1$s", "name": "%1$s", "discount": {"type": "percent_off", "percent": 1}}""".formatted(text)).isProblem(422, "validation_failed");
    }

    @Test
    default void textsOfAllScriptsAreKept() {
        String name = "Größe 🎽 日本 \u202e\\\"'; drop table products; --";

        Reply added = http().post("/api/v1/products", "{\"name\": " + Json.write(name) + ", \"base_price\": 1}");

        assertThat(added.is(201).at("/name")).isEqualTo(name);
        assertThat(http().get(added.header("Location")).at("/name")).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "0", "-1", "1.5", "9223372036854775808", "99999999999999999999", "%20", "1%0a", "%C3%A9"})
    default void aTextThatCannotBeAnIdIsNotFound(String id) {
        http().get("/api/v1/products/" + id).isProblem(404, "product_not_found");
        http().get("/api/v1/products/" + id + "/price").isProblem(404, "product_not_found");
        http().get("/api/v1/variants/" + id).isProblem(404, "variant_not_found");
        http().get("/api/v1/variants/" + id + "/movements").isProblem(404, "variant_not_found");
        http().get("/api/v1/carts/" + id).isProblem(404, "cart_not_found");
        http().post("/api/v1/carts/" + id + "/extend", "{}").isProblem(404, "cart_not_found");
        http().delete(cart() + "/items/" + id).isProblem(404, "item_not_found");
        http().get("/api/v1/orders/" + id).isProblem(404, "order_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%F0", "%zz", "%2F", "%2e%2e", "a;b=c", "\\\\"})
    default void anInvalidPathIsMalformed(String id) throws Exception {
        String answer = Raw.exchange(
                port(), "GET /api/v1/carts/" + id + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").contains(Answer.PROBLEM).doesNotContain("<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=%ZZ", "q=%", "q=%4", "sku=%C3", "%ff=1", "q=%ED%A0%80", "q=\u00fc"})
    default void aMalformedQueryListsNothing(String query) throws Exception {
        String answer = Raw.exchange(
                port(), "GET /api/v1/variants?" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("malformed_request");
    }

    @Test
    default void wrongParametersAreNamed() {
        http().get("/api/v1/products?limit=0").isInvalid("/limit");
        http().get("/api/v1/products?limit=1001").isInvalid("/limit");
        http().get("/api/v1/products?limit=9223372036854775808").isInvalid("/limit");
        http().get("/api/v1/products?limit=1&limit=2").isInvalid("/limit");
        http().get("/api/v1/products?limit=&q=").isInvalid("/limit", "/q");
        http().get("/api/v1/products?catgory=shirts").isInvalid("/catgory");
        http().get("/api/v1/products?q=%00&cursor=nonsense%21").isInvalid("/q");
        http().get("/api/v1/products?cursor=nonsense%21").isInvalid("/cursor");
        http().get("/api/v1/orders?cursor=99999999999999999999").isInvalid("/cursor");
        http().get("/api/v1/variants?q=" + "x".repeat(1001)).isInvalid("/q");
        http().get("/api/v1/products/1?verbose=true").isInvalid("/verbose");
        http().get("/api/v1/variants?q=%25_%5C%27+x&").is(200);
    }

    @Test
    default void aLongBodyIsRefusedAndTheConnectionLives() throws Exception {
        String long10 = "{\"name\": \"" + "x".repeat(10 << 20) + "\"}";

        for (int i = 0; i < 3; i++) {
            Reply refused = http().post("/api/v1/products", long10);
            refused.isProblem(413, "body_too_large");
        }
        assertThat(Raw.exchange(port(), """
                POST /api/v1/products HTTP/1.1\r
                Host: localhost\r
                Expect: 100-continue\r
                Content-Type: application/json\r
                Content-Length: 99999999\r
                \r
                """)).startsWith("HTTP/1.1 413").doesNotContain("100 Continue");
        http().get("/healthz").is(200);
    }

    @Test
    default void aBodyThatMeansNothingIsIgnored() {
        byte[] body = new byte[3 << 20];

        http().send("GET", "/api/v1/carts", body).is(200);
        http().send("DELETE", cart(), body).is(200);
        http().send("GET", "/api/v1/carts", "not JSON".getBytes(StandardCharsets.UTF_8))
                .is(200);
    }

    @Test
    default void onlyJsonIsUnderstood() {
        byte[] body = "{\"name\": \"A\", \"base_price\": 1}".getBytes(StandardCharsets.UTF_8);

        http().send("POST", "/api/v1/products", body).isProblem(415, "unsupported_media_type");
        for (String type : new String[] {
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/json; charset=latin1",
            ";",
            "multipart/form-data"
        }) {
            http().with("Content-Type", type)
                    .send("POST", "/api/v1/products", body)
                    .isProblem(415, "unsupported_media_type");
        }
        http().with("Content-Type", "application/merge-patch+json")
                .send("POST", "/api/v1/products", body)
                .isProblem(415, "unsupported_media_type");
        http().with("Content-Type", "Application/JSON; charset=\"UTF-8\"")
                .send("POST", "/api/v1/products", body)
                .is(201);
    }

    @Test
    default void unknownPathsAndMethodsSaySo() {
        for (String path : new String[] {"/api", "/api/v1", "/api/v2/carts", "/api/v1/cart", "/docs/"}) {
            http().get(path).isProblem(404, "route_not_found");
            http().post(path, "{}").isProblem(404, "route_not_found");
        }
        Reply refused = http().delete("/api/v1/products/1");
        refused.isProblem(405, "method_not_allowed");
        assertThat(refused.header("Allow").split(", ")).containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS", "PATCH");
        http().patch("/api/v1/carts/1/extend", "{}").isProblem(405, "method_not_allowed");
        http().post("/healthz", "{}").isProblem(405, "method_not_allowed");
    }

    @Test
    default void noHeaderOverridesTheMethod() {
        long variant = variant(5);
        String cart = cartWith(variant, 1);
        for (String method : new String[] {"DELETE", "delete", "PATCH", "POST"}) {
            http().with("X-HTTP-Method-Override", method).get(cart).is(200);
        }
        assertThat(http().get(cart).at("/status")).isEqualTo("open");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e999999999", "1e-999999999", "1e10000"})
    default void aNumberOfABillionDigitsIsWrongInRulesAndUnderKeysToo(String number) {
        String rule = "{\"code\": \"BILLION\", \"max_discount\": " + number
                + ", \"discount\": {\"type\": \"percent_off\", \"percent\": " + number + "}}";
        http().post("/api/v1/pricing-rules", rule).isInvalid("/max_discount", "/discount/percent");
        http().with("Idempotency-Key", name("billion"))
                .post("/api/v1/products", "{\"name\": \"A\", \"base_price\": " + number + "}")
                .isInvalid("/base_price");
    }

    @Test
    default void aClientRefusedEarlyIsToldThatTheConnectionCloses() throws Exception {
        for (String path : new String[] {"/api/v1/carts/%00", "/a b", "/%zz", "/" + "x".repeat(10_000)}) {
            String answer = Raw.exchange(port(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 4").containsIgnoringCase("\r\nConnection: close\r\n");
        }
    }

    @Test
    default void headAndOptionsAnswerAsTheyShould() {
        String cart = cart();

        assertThat(http().send("HEAD", cart, (byte[]) null).is(200).text()).isEmpty();
        assertThat(http().send("HEAD", "/api/v1/carts/999999999", (byte[]) null)
                        .is(404)
                        .text())
                .isEmpty();
        Reply options = http().send("OPTIONS", cart, (byte[]) null).is(204);
        assertThat(options.header("Allow").split(", "))
                .containsExactlyInAnyOrder("DELETE", "GET", "HEAD", "OPTIONS", "PATCH");
    }

    @Test
    default void everyAnswerCarriesARequestId() {
        assertThat(http().with("X-Request-Id", "abc-1").get("/healthz").header("X-Request-Id"))
                .isEqualTo("abc-1");
        assertThat(http().get("/api/v1/nothing").header("X-Request-Id")).isNotEmpty();
        assertThat(http().with("X-Request-Id", "a b<script>").get("/healthz").header("X-Request-Id"))
                .isNotEmpty()
                .doesNotContain("script");
    }
}
