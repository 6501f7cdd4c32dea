package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.catalog.Variant;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two servers on one database, with more buyers than units. */
class OversellTest {
    private static final int BUYERS = 64;
    private static final int ROUNDS = 4;
    private static final int STOCK = 100;

    private final TestShop shop = new TestShop();

    @Test
    void exactlyWhatIsThereIsHeldOrSold() throws Exception {
        Variant variant = shop.variant(STOCK);
        ExecutorService threads = Executors.newFixedThreadPool(BUYERS);
        try (HttpServer one = serve();
                HttpServer two = serve()) {
            List<Callable<List<Reply>>> buyers = new ArrayList<>();
            for (int i = 0; i < BUYERS; i++) {
                Client http = new Client(i % 2 == 0 ? one.port() : two.port());
                int number = i;
                buyers.add(() -> buy(http, variant, number));
            }
            List<Reply> replies = new ArrayList<>();
            for (Future<List<Reply>> future : threads.invokeAll(buyers)) {
                replies.addAll(future.get());
            }

            assertThat(replies).allMatch(reply -> reply.status() < 500);
            assertThat(replies.stream().filter(reply -> reply.status() == 409))
                    .isNotEmpty()
                    .allMatch(reply -> reply.at("/code").equals("insufficient_stock"));
        } finally {
            threads.shutdownNow();
        }
        long held = shop.count("select coalesce(sum(quantity), 0) from #cart_items");
        long sold = shop.count("select coalesce(sum(quantity), 0) from #order_items");
        assertThat(held + sold).isEqualTo(STOCK);
        assertThat(held).isPositive();
        assertThat(sold).isPositive();
        assertThat(shop.count("select stock_quantity from #stock")).isEqualTo(STOCK - sold);
        assertThat(shop.count("select -sum(stock_delta) from #stock_ledger where kind = 'sold'"))
                .isEqualTo(sold);
        assertThat(shop.contradictions()).isZero();
    }

    /** Fills some carts one by one; every second buyer checks out. */
    private static List<Reply> buy(Client http, Variant variant, int number) {
        List<Reply> replies = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Reply cart = http.post("/api/v1/carts", "{}").is(201);
            String path = cart.header("Location");
            Reply put = http.post(path + "/items", "{\"variant_id\": " + variant.id() + ", \"quantity\": 1}");
            replies.add(put);
            if (put.status() == 201 && number % 4 < 2) {
                replies.add(http.with(Api.IDEMPOTENCY_KEY, path)
                        .post("/api/v1/checkout", "{\"cart_id\": " + cart.at("/id") + "}")
                        .is(201));
            }
        }
        return replies;
    }

    private HttpServer serve() {
        // A long timeout, because this test is about what is sold, not about the speed of the machine.
        Holdfast served = Holdfast.builder(TestDatabase.dataSource())
                .schema(shop.schema)
                .commandTimeout(Duration.ofSeconds(60))
                .build();
        return HttpServer.start(served, HttpOptions.defaults().listeningOn("127.0.0.1", 0));
    }
}
