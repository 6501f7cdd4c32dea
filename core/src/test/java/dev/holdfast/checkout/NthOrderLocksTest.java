package dev.holdfast.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.order.Order;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Orders are counted under the lock of their buyer, by any server and inside a host's transaction. */
class NthOrderLocksTest extends NthOrderStories {
    /** Whatever is counted is counted under the lock of the buyer; without it, more than one order is the first. */
    @Test
    void ofOrdersThatArePlacedAtOnceExactlyOneIsTheFirst() throws Exception {
        nth(1);
        int buyers = 6;
        int cartsOfEach = 4;
        List<Holdfast> servers = List.of(server(), server());
        List<Long> carts = new ArrayList<>();
        for (int i = 0; i < buyers * cartsOfEach; i++) {
            long cart = shop.cartOf(ada + i % buyers);
            // Nothing but the buyer keeps the carts of one buyer apart.
            shop.put(cart, shop.variant("10.00", 1), 1);
            carts.add(cart);
        }

        Threads.all(
                carts.size(),
                number -> servers.get(number % 2).checkout().place(CheckoutRequest.of(carts.get(number))));

        assertThat(shop.count("select count(*) from #orders where user_id like '" + ada + "%'"))
                .isEqualTo(carts.size());
        assertThat(shop.count("select count(*) from (select user_id from #orders where user_id like '" + ada
                        + "%' group by user_id having count(*) filter (where discount_total > 0) <> 1) as wrong"))
                .isZero();
        assertThat(shop.count("select count(*) from (select orders_placed, row_number() over (partition by user_id"
                        + " order by id) - 1 as earlier from #orders where user_id like '" + ada
                        + "%') as o where orders_placed <> earlier"))
                .isZero();
    }

    /** A checkout that waited for the buyer counts the order that it waited for, and keeps no other buyer waiting. */
    @Test
    void ordersAreCountedAfterTheBuyerIsLocked() throws Exception {
        nth(1);
        long first = shop.cartOf(ada);
        long second = shop.cartOf(ada);
        shop.put(first, mug, 1);
        shop.put(second, tee, 1);
        shop.show(second);
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Order hosts = shop.holdfast.within(host.connection).checkout().place(CheckoutRequest.of(first));
            assertThat(hosts.total()).isEqualTo(usd("3.60"));
            Future<Order> waiting = Threads.begin(() -> shop.checkOut(second));
            Threads.awaitWaiting(shop, 1);
            assertThat(buyAtOnce(bob).total()).isEqualTo(usd("9.00"));
            host.commit();
            assertThat(Threads.join(waiting).total()).isEqualTo(usd("10.00"));
        }
    }

    @Test
    void whereNoRuleAsksForItNoBuyerIsLocked() throws Exception {
        try (OtherTransaction other = new OtherTransaction(shop)) {
            other.execute(
                    "select pg_advisory_xact_lock(hashtextextended('\"" + shop.schema + "\".orders" + ada + "', 7))");
            assertThat(buyAtOnce(ada).total()).isEqualTo(usd("10.00"));
            nth(2);
            long cart = shop.cartOf(ada);
            shop.put(cart, tee, 1);
            Future<Order> waiting = Threads.begin(() -> shop.checkOut(cart));
            Threads.awaitWaiting(shop, 1);
            other.commit();
            assertThat(Threads.join(waiting).total()).isEqualTo(usd("9.00"));
        }
    }

    @Test
    void anOrderThatItsHostRollsBackWasNoOrder() throws Exception {
        long first = shop.cartOf(ada);
        long second = shop.cartOf(ada);
        shop.put(first, tee, 1);
        nth(1);
        shop.put(second, tee, 1);
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Holdfast within = shop.holdfast.within(host.connection);
            within.carts().put(first, PutItem.of(tee.id(), 1));
            assertThat(within.carts().get(first).total()).isEqualTo(usd("9.00"));
            assertThat(within.checkout().place(CheckoutRequest.of(first)).total())
                    .isEqualTo(usd("9.00"));
            assertThat(within.carts().get(second).total()).isEqualTo(usd("10.00"));
            assertThat(within.checkout().place(CheckoutRequest.of(second)).total())
                    .isEqualTo(usd("10.00"));
        }

        assertThat(shop.checkOut(second).total()).isEqualTo(usd("9.00"));
    }

    /** A rule that a host adds is known to nobody else before it is committed. */
    @Test
    void aRuleOfTheSameTransactionCounts() throws Exception {
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Holdfast within = shop.holdfast.within(host.connection);
            within.pricing().add(nthRule(1));
            long cart = within.carts()
                    .create(new NewCart(ada, null, List.of(), null))
                    .id();
            assertThat(within.carts().put(cart, PutItem.of(tee.id(), 1)).cart().total())
                    .isEqualTo(usd("9.00"));
            assertThat(within.checkout().place(CheckoutRequest.of(cart)).total())
                    .isEqualTo(usd("9.00"));
            host.commit();
        }
    }

    @Test
    void aServerThatHasJustStartedCounts() {
        nth(1);
        buy(ada);
        long cart = shop.cartOf(ada);
        shop.put(cart, tee, 1);

        assertThat(server().carts().get(cart).total()).isEqualTo(usd("10.00"));
        assertThat(totals(server(), ada)).containsExactly(usd("10.00"), usd("9.00"));
        assertThat(server().carts().extend(cart).total()).isEqualTo(usd("10.00"));
        assertThat(server().carts().delete(cart).total()).isEqualTo(usd("0.00"));
        long last = shop.cartOf(ada);
        shop.put(last, tee, 1);
        assertThat(server().checkout().place(CheckoutRequest.of(last)).total()).isEqualTo(usd("10.00"));
    }

    /** A cart keeps the rule by which it was priced, and with it the condition. */
    @Test
    void aCartOfAnOlderBookIsCountedForThatBook() {
        nth(1);
        long first = shop.cartOf(ada);
        long second = shop.cartOf(ada);
        shop.put(first, tee, 1);
        shop.put(second, tee, 1);
        shop.holdfast.pricing().archive(rule);

        assertThat(server().checkout().place(CheckoutRequest.of(first)).total()).isEqualTo(usd("9.00"));
        assertThat(server().carts().get(second).total()).isEqualTo(usd("10.00"));
        assertThat(shop.checkOut(second).total()).isEqualTo(usd("10.00"));
        assertThat(buy(bob).total()).isEqualTo(usd("10.00"));
    }
}
