package shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.catalog.Variant;
import dev.holdfast.testing.junit.TestShop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class ShopTest {
    @RegisterExtension
    static final TestShop shop = TestShop.embedded();

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", shop::url);
        properties.add("holdfast.schema", shop::schema);
    }

    @TestConfiguration
    static class Time {
        @Bean
        Clock clock() {
            return shop.clock();
        }
    }

    @Autowired
    private Holdfast holdfast;

    @Autowired
    private JdbcTemplate jdbc;

    @Value("${local.server.port}")
    private int port;

    @Test
    void anOrderAndItsPaymentAreMadeTogetherOrNotAtAll() throws Exception {
        Variant shirt = shop.variant("10.00", 3);
        String cart = reserve(shirt);
        assertThat(post("/reserve?variant=" + shirt.id() + "&quantity=2").body())
                .contains("insufficient_stock");

        assertThat(post("/buy?cart=" + cart + "&payment=pay-1").body()).contains("20.00 USD");
        assertThat(payments()).isEqualTo(1);
        assertThat(holdfast.catalog().variant(shirt.id()).stockQuantity()).isEqualTo(1);

        Variant hat = shop.variant("10.00", 3);
        String other = reserve(hat);
        assertThat(post("/buy?cart=" + other + "&payment=pay-1").body()).contains("payment_used");
        assertThat(payments()).isEqualTo(1);
        assertThat(holdfast.catalog().variant(hat.id()).stockQuantity()).isEqualTo(3);
        assertThat(holdfast.carts().get(Long.parseLong(other)).items()).hasSize(1);
        assertThat(post("/buy?cart=" + other + "&payment=pay-2").statusCode()).isEqualTo(200);
    }

    @Test
    void aReservationThatExpiresCanBeSold() throws Exception {
        Variant shirt = shop.variant("10.00", 2);
        reserve(shirt);

        shop.letExpire();

        reserve(shirt);
        assertThat(shop.current(shirt).reservedQuantity()).isEqualTo(2);
    }

    @Test
    void theShopIsPartOfTheHealthAndOfTheMetrics() throws Exception {
        reserve(shop.variant("10.00", 2));
        assertThat(get("/actuator/health").body()).contains("\"holdfast\"").contains("\"status\":\"UP\"");
        assertThat(get("/actuator/metrics/holdfast.units?tag=kind:reserved").body())
                .contains("\"value\":");
    }

    private String reserve(Variant variant) throws Exception {
        return post("/reserve?variant=" + variant.id() + "&quantity=2").body().replaceAll(".*\"cart\":(\\d+).*", "$1");
    }

    private long payments() {
        return jdbc.queryForObject("select count(*) from payments", Long.class);
    }

    private HttpResponse<String> post(String path) throws Exception {
        return send(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.noBody()), path);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(), path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        request.uri(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
