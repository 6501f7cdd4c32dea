package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.holdfast.HoldfastBuilder;
import dev.holdfast.access.NewApiKey;
import dev.holdfast.catalog.Variant;
import dev.holdfast.server.access.AllowedOrigins;
import dev.holdfast.server.access.Browsers;
import dev.holdfast.server.access.BuyerTokens;
import dev.holdfast.testing.TestShop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The example of a storefront sells in a real browser, with a publishable key only. */
class StorefrontExampleTest {
    private static final Path PAGES = Path.of("../examples/storefront");
    private static final String ROOT = "the secret key of the shop";

    private final TestShop shop = new TestShop();

    // The browser may still be writing into it when it ends.
    @TempDir(cleanup = CleanupMode.NEVER)
    Path profile;

    @Test
    void aVisitorBuysWithAPublishableKey() throws IOException, InterruptedException {
        try (Chromium page = Chromium.start(profile)) {
            com.sun.net.httpserver.HttpServer site = com.sun.net.httpserver.HttpServer.create(
                    new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            String origin = "http://localhost:" + site.getAddress().getPort();
            Browsers browsers = new Browsers(AllowedOrigins.parse(origin), BuyerTokens.none());
            HttpOptions options = HttpOptions.defaults()
                    .listeningOn("127.0.0.1", 0)
                    .withSecretKey(ROOT)
                    .withBrowsers(browsers);
            String key = shop.holdfast
                    .apiKeys()
                    .create(NewApiKey.publishable("storefront"))
                    .secret();
            try (HttpServer server = HttpServer.start(shop.holdfast, options)) {
                site.createContext("/", exchange -> answer(exchange, server.port(), key));
                site.start();
                buy(page, origin, new Client(server.port(), "Authorization", "Bearer " + ROOT));
            } finally {
                site.stop(0);
            }
        }
        assertThat(shop.contradictions()).isZero();
    }

    private void buy(Chromium page, String origin, Client root) {
        Variant variant = shop.variant("10.00", 5);
        shop.variant("12.00", 0);
        root.post(
                        "/api/v1/pricing-rules",
                        "{\"code\": \"TENTH\", \"conditions\": {\"promo_code\": \"TENTH\"},"
                                + " \"discount\": {\"type\": \"percent_off\", \"percent\": 10}}")
                .is(201);
        open(page, origin + "/index.html?first");
        assertThat(page.value("document.querySelector('#products li').innerText"))
                .contains("$10.00", "In stock");
        assertThat(page.value("document.querySelector('#products li:nth-child(2)').innerText"))
                .contains("$12.00", "Sold out");
        assertThat(page.value("document.querySelector('#products li:nth-child(2) button').disabled"))
                .isEqualTo("true");

        click(page, "#products button");
        click(page, "#products button");
        total(page, "$20.00");
        assertThat(root.get("/api/v1/variants/" + variant.id()).at("/reserved_quantity"))
                .isEqualTo("2");
        open(page, origin + "/index.html?again");
        total(page, "$20.00");
        refusalsAreInPlainWords(page, root, variant);

        click(page, "#checkout");
        page.await("document.getElementById('status').innerText.startsWith('Pay $18.00')");
        assertThat(page.value("document.activeElement.id")).isEqualTo("cancel");
        click(page, "#cancel");
        page.await("document.getElementById('status').innerText.startsWith('The checkout is cancelled.')");
        page.await("document.activeElement.id === 'checkout'");
        click(page, "#checkout");
        page.await("document.getElementById('status').innerText.startsWith('Pay $18.00')");

        shop.clock.advance(HoldfastBuilder.DEFAULT_CHECKOUT_SESSION_TIME);
        page.await("document.getElementById('status').innerText.startsWith('The time to pay is over')");
        page.await("document.getElementById('items').innerText.includes('no longer reserved')");
        click(page, "[aria-label^='Reserve again: ']");
        total(page, "$18.00");
        click(page, "#checkout");
        page.await("document.getElementById('status').innerText.startsWith('Pay $18.00')");

        String session = page.value("localStorage.getItem('holdfast.checkout-session')");
        Reply order = root.post(
                        "/api/v1/checkout-sessions/" + session + "/complete",
                        "{\"payment\": {\"kind\": \"captured\", \"amount\": \"18.00\", \"reference\": \"pi_1\"}}")
                .is(200);
        page.await("document.getElementById('status').innerText === 'Thank you. Your order is " + order.at("/number")
                + ".'");
        page.await("document.activeElement.id === 'order'");
        assertThat(page.value("document.getElementById('order').innerText")).contains("$18.00", "2 ×");
        page.await("document.querySelectorAll('#items li').length === 0");
        assertThat(page.value("document.getElementById('error').hidden")).isEqualTo("true");
    }

    private void refusalsAreInPlainWords(Chromium page, Client root, Variant variant) {
        code(page, "NOBODY-KNOWS");
        page.await("document.getElementById('error').innerText === 'There is no promo code NOBODY-KNOWS.'");
        code(page, "TENTH");
        total(page, "$18.00");
        assertThat(page.value("document.getElementById('error').hidden")).isEqualTo("true");

        // Somebody else takes the rest.
        shop.cartWith(variant, 3);
        click(page, "[aria-label^='One more: ']");
        page.await("document.getElementById('error').innerText === 'Only 2 are left, so your cart was not changed.'");
        root.patch("/api/v1/products/" + variant.productId(), "{\"status\": \"draft\"}")
                .is(200);
        click(page, "#products button");
        page.await("document.getElementById('error').innerText === 'This is no longer sold.'");
        root.patch("/api/v1/products/" + variant.productId(), "{\"status\": \"active\"}")
                .is(200);
        total(page, "$18.00");
    }

    private static void open(Chromium page, String address) {
        page.open(address);
        page.await("location.href === '" + address + "' && document.body.dataset.ready === 'true'");
        assertThat(page.value("document.getElementById('error').hidden")).isEqualTo("true");
    }

    private static void click(Chromium page, String selector) {
        page.value("document.querySelector(\"" + selector + "\").click()");
    }

    private static void total(Chromium page, String amount) {
        page.await("document.getElementById('total').innerText === '" + amount + "'");
    }

    private static void code(Chromium page, String code) {
        page.value("document.getElementById('code').value = '" + code + "'");
        click(page, "#promo button[type=submit]");
    }

    private static void answer(HttpExchange exchange, int port, String key) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        byte[] file = name.equals("config.js")
                ? """
                  export const config = {address: 'http://127.0.0.1:%d', publishableKey: '%s', buyerTokenPath: null};
                  """.formatted(port, key).getBytes(StandardCharsets.UTF_8)
                : Files.readAllBytes(PAGES.resolve(name));
        exchange.getResponseHeaders().set("Content-Type", type(name));
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file);
        exchange.close();
    }

    private static String type(String name) {
        if (name.endsWith(".css")) {
            return "text/css";
        }
        return name.endsWith(".js") ? "text/javascript" : "text/html";
    }
}
