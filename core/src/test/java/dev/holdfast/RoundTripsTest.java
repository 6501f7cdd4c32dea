package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.testing.CuttingProxy;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A command takes two round trips: one loads, one saves and commits. */
class RoundTripsTest {
    // More often than the driver needs before it prepares a statement.
    private static final int OFTEN = 8;

    private static final TestShop shop = new TestShop();
    private static final CuttingProxy proxy = new CuttingProxy();
    private static final HikariDataSource pool = proxy.pool(1, 5);
    private static final Holdfast behindProxy =
            Holdfast.builder(pool).schema(shop.schema).clock(shop.clock).build();

    @AfterAll
    static void close() throws Exception {
        pool.close();
        proxy.close();
    }

    @Test
    void aPutTakesTwo() {
        Variant variant = shop.variant(100);
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < OFTEN; i++) {
            long cart = shop.cart();
            taken.add(roundTrips(() -> behindProxy.carts().put(cart, PutItem.of(variant.id(), 1))));
        }
        assertThat(taken.get(OFTEN - 1)).as("%s", taken).isEqualTo(2);
    }

    @Test
    void aCheckoutTakesTwo() {
        Variant one = shop.variant(100);
        Variant another = shop.variant(100);
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < OFTEN; i++) {
            long cart = shop.cartWith(one, 1);
            shop.put(cart, another, 2);
            taken.add(roundTrips(() -> behindProxy.checkout().place(CheckoutRequest.of(cart))));
        }
        assertThat(taken.get(OFTEN - 1)).as("%s", taken).isEqualTo(2);
    }

    @Test
    void anAmountThatIsExpectedInTheCartsCurrencyCostsNoOther() {
        Variant variant = shop.variant(100);
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < OFTEN; i++) {
            long cart = shop.cartWith(variant, 1);
            BigDecimal total = shop.holdfast.carts().get(cart).total().toDecimal();
            CheckoutRequest request = new CheckoutRequest(cart, null, null, total, null);
            taken.add(roundTrips(() -> behindProxy.checkout().place(request)));
        }
        assertThat(taken.get(OFTEN - 1)).as("%s", taken).isEqualTo(2);
    }

    private static int roundTrips(Runnable command) {
        int before = proxy.roundTrips();
        command.run();
        return proxy.roundTrips() - before;
    }
}
