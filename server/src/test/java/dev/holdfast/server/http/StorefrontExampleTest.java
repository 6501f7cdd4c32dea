package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
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
        page.open(origin + "/index.html");
        page.await("document.body.dataset.ready === 'true'");
        assertThat(page.value("document.getElementById('error').hidden")).isEqualTo("true");
        assertThat(page.value("document.querySelector('#products li').innerText"))
                .contains("10.00 USD");

        page.value("document.querySelector('#products button').click()");
        page.await("document.getElementById('total').innerText === '10.00 USD'");
        page.value("document.querySelector('#products button').click()");
        page.await("document.getElementById('total').innerText === '20.00 USD'");
        assertThat(root.get("/api/v1/variants/" + variant.id()).at("/reserved_quantity"))
                .isEqualTo("2");

        page.open(origin + "/index.html?again");
        page.await("location.search === '?again' && document.body.dataset.ready === 'true'");
        assertThat(page.value("document.getElementById('total').innerText")).isEqualTo("20.00 USD");

        page.value("document.getElementById('checkout').click()");
        page.await("document.getElementById('status').innerText.startsWith('Pay 20.00 USD')");
        page.value("document.getElementById('cancel').click()");
        page.await("document.getElementById('status').innerText === 'The checkout is cancelled.'");
        page.await("!document.getElementById('checkout').hidden");
        page.value("document.getElementById('checkout').click()");
        page.await("document.getElementById('status').innerText.startsWith('Pay 20.00 USD')");

        String session = page.value("localStorage.getItem('holdfast.checkout-session')");
        Reply order = root.post(
                        "/api/v1/checkout-sessions/" + session + "/complete",
                        "{\"payment\": {\"kind\": \"captured\", \"amount\": \"20.00\", \"reference\": \"pi_1\"}}")
                .is(200);
        page.await(
                "document.getElementById('status').innerText === 'Thank you. Your order is " + order.id("/id") + ".'");
        page.await("document.querySelectorAll('#items li').length === 0");
        assertThat(page.value("document.getElementById('error').hidden")).isEqualTo("true");
    }

    private static void answer(HttpExchange exchange, int port, String key) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        byte[] file = name.equals("config.js")
                ? """
                  export const config = {address: 'http://127.0.0.1:%d', publishableKey: '%s', buyerTokenPath: null};
                  """.formatted(port, key).getBytes(StandardCharsets.UTF_8)
                : Files.readAllBytes(PAGES.resolve(name));
        exchange.getResponseHeaders().set("Content-Type", name.endsWith(".js") ? "text/javascript" : "text/html");
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file);
        exchange.close();
    }
}
