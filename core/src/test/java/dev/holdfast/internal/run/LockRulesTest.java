package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.PageRequest;
import dev.holdfast.UnavailableException;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartClosedException;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.LedgerEntry;
import dev.holdfast.order.Order;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** For each rule of the locks the interleaving that breaks without it. */
class LockRulesTest {
    private static final TestShop shop = new TestShop();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    /** Stock is locked by variant, whatever the order of the lines: two carts with the same lines never deadlock. */
    @Test
    void stockIsLockedInOneOrderForEverybody() throws Exception {
        Variant low = shop.variant(9);
        Variant high = shop.variant(9);
        long cart = shop.cartWith(high, 1);
        shop.put(cart, low, 1);
        try (OtherTransaction other = new OtherTransaction(shop).lockStock(low.id())) {
            Future<Order> checkout = Threads.begin(() -> shop.checkOut(cart));
            Threads.awaitWaiting(shop, 1);
            // Had the checkout locked the higher first, each would wait for the other now.
            other.execute("select 1 from #stock where variant_id = " + high.id() + " for no key update nowait");
            other.commit();
            assertThat(Threads.join(checkout).items()).hasSize(2);
        }
    }

    /** Carts come before stock: who waits for a cart holds no counter that others want. */
    @Test
    void whoWaitsForACartHoldsNoStock() throws Exception {
        Variant variant = shop.variant(9);
        long held = shop.cartWith(variant, 1);
        long free = shop.cart();
        try (OtherTransaction other = new OtherTransaction(shop).lockCart(held)) {
            Future<Order> checkout = Threads.begin(() -> shop.checkOut(held));
            Threads.awaitWaiting(shop, 1);
            other.execute("select 1 from #stock where variant_id = " + variant.id() + " for no key update nowait");
            other.commit();
            Threads.join(checkout);
        }
        assertThat(shop.put(free, variant, 1).items()).hasSize(1);
    }

    /**
     * A statement that waited sees the locked row as it is, and what it joined as it was: a checkout that read the lines
     * with the cart's lock would sell the line as it was before the wait.
     */
    @Test
    void whatHangsOnALockIsReadAfterIt() throws Exception {
        Variant variant = shop.variant("10.00", 9);
        Variant added = shop.variant("1.00", 9);
        long cart = shop.cartWith(variant, 1);
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Holdfast within = shop.holdfast.within(host.connection);
            within.carts().put(cart, PutItem.of(variant.id(), 3));
            within.carts().put(cart, PutItem.of(added.id(), 1));
            Future<Order> checkout = Threads.begin(() -> shop.checkOut(cart));
            Threads.awaitWaiting(shop, 1);
            host.commit();
            Order order = Threads.join(checkout);
            assertThat(order.items()).hasSize(2);
            assertThat(order.items().get(0).quantity()).isEqualTo(3);
        }
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(6);
    }

    /** A cart that came to be after the locks were asked for is not there yet, and so are its lines. */
    @Test
    void linesOfACartThatWasNotLockedAreNotRead() throws Exception {
        Variant variant = shop.variant(9);
        long locked = shop.cart();
        long next = locked + 1;
        Database database = Database.of(TestDatabase.dataSource(), shop.schema, shop.clock);
        CommandRunner runner = TestShop.runner(database, new RuleBooks(database), shop.settings(1, 1));
        try (OtherTransaction other = new OtherTransaction(shop).lockCart(locked)) {
            Future<Boolean> command = Threads.begin(() -> runner.run(new TwoCarts(locked, next)));
            Threads.awaitWaiting(shop, 1);
            assertThat(shop.cartWith(variant, 1)).isEqualTo(next);
            other.commit();
            assertThat(Threads.join(command)).isTrue();
        }
    }

    private record TwoCarts(long one, long another) implements Command<Boolean> {
        @Override
        public String name() {
            return "two_carts";
        }

        @Override
        public void needs(Needs needs) {
            needs.cart(one).cart(another);
        }

        @Override
        public long lane() {
            return one;
        }

        @Override
        public Supplier<Boolean> decide(WorkingSet locked) {
            return () -> true;
        }
    }

    /** The same for counters: a buyer that waited for the counter sees what the one before left. */
    @Test
    void aCounterIsReadAfterItIsLocked() throws Exception {
        Variant variant = shop.variant(3);
        long cart = shop.cart();
        long other = shop.cart();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            shop.holdfast.within(host.connection).carts().put(other, PutItem.of(variant.id(), 2));
            Future<Cart> put = Threads.begin(() -> shop.put(cart, variant, 2));
            Threads.awaitWaiting(shop, 1);
            host.commit();
            assertThatThrownBy(() -> Threads.join(put)).isInstanceOf(InsufficientStockException.class);
        }
    }

    /**
     * A line changes only under its cart's lock. A checkout read the line as valid; then it expired, and a buyer was
     * short: had he taken the line without its cart's lock, both would have the unit.
     */
    @Test
    void whoTakesAnExpiredLineAwayLocksItsCartAndASkippedOneIsNotFinal() throws Exception {
        Variant variant = shop.variant(1);
        long late = shop.cartWith(variant, 1);
        long quick = shop.cart();
        try (OtherTransaction host = new OtherTransaction(shop).lockCart(late)) {
            // Whoever holds the cart decided before its line expired, and may still sell it.
            shop.letExpire();
            Future<Cart> put = Threads.begin(() -> shop.put(quick, variant, 1));
            assertThatThrownBy(() -> put.get(300, TimeUnit.MILLISECONDS))
                    .as("neither had nor refused while it is not known")
                    .isInstanceOf(TimeoutException.class);
            assertThat(shop.count("select count(*) from #cart_items where cart_id = " + late))
                    .isEqualTo(1);
            host.commit();
            assertThat(Threads.join(put).items()).hasSize(1);
        }
        assertThat(shop.show(late).expiredItems()).hasSize(1);
    }

    /** The other end of the same: the holder of the cart did sell, and the buyer who waited hears that there is none. */
    @Test
    void aLineThatWasSoldUnderItsCartsLockIsNotTakenAway() throws Exception {
        Variant variant = shop.variant(1);
        long cart = shop.cartWith(variant, 1);
        long quick = shop.cart();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Order order = shop.holdfast.within(host.connection).checkout().place(CheckoutRequest.of(cart));
            shop.letExpire();
            Future<Cart> put = Threads.begin(() -> shop.put(quick, variant, 1));
            Threads.awaitWaiting(shop, 1);
            host.commit();
            assertThatThrownBy(() -> Threads.join(put))
                    .isInstanceOfSatisfying(
                            InsufficientStockException.class,
                            e -> assertThat(e.available()).isZero());
            assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
        }
        assertThat(shop.now(variant).stockQuantity()).isZero();
    }

    /** A refusal that rests on rows of others ends as "busy", never as "sold out". */
    @Test
    void aShortageThatRestsOnSkippedRowsIsBusyInTheEnd() throws Exception {
        Variant variant = shop.variant(1);
        long late = shop.cartWith(variant, 1);
        long quick = shop.cart();
        shop.letExpire();
        Holdfast impatient =
                shop.builder().commandTimeout(Duration.ofMillis(200)).build();
        try (OtherTransaction other = new OtherTransaction(shop).lockCart(late)) {
            assertThatThrownBy(() -> impatient.carts().put(quick, PutItem.of(variant.id(), 1)))
                    .isInstanceOfSatisfying(
                            UnavailableException.class,
                            e -> assertThat(e.code()).isEqualTo("busy"));
            assertThatThrownBy(() -> impatient.carts().put(quick, PutItem.of(variant.id(), 2)))
                    .as("more than there could ever be")
                    .isInstanceOf(InsufficientStockException.class);
            other.commit();
        }
    }

    /** A reclaim that met a line which was renewed before its cart could be locked leaves it alone. */
    @Test
    void aLineThatWasRenewedIsNotReclaimed() throws Exception {
        Variant variant = shop.variant(2);
        long renewed = shop.cartWith(variant, 1);
        shop.cartWith(variant, 1);
        long quick = shop.cart();
        shop.letExpire();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            shop.holdfast.within(host.connection).carts().put(renewed, PutItem.of(variant.id(), 1));
            Future<Cart> put = Threads.begin(() -> shop.put(quick, variant, 1));
            Threads.awaitWaiting(shop, 1);
            host.commit();
            assertThat(Threads.join(put).items()).hasSize(1);
        }
        assertThat(shop.show(renewed).items()).hasSize(1);
    }

    /** FOR UPDATE meets the KEY SHARE of foreign keys: whoever adds a row that refers to a counter would wait. */
    @Test
    void locksDoNotMeetTheForeignKeysOfOthers() throws Exception {
        Variant variant = shop.variant(9);
        long cart = shop.cartWith(variant, 1);
        Holdfast impatient =
                shop.builder().commandTimeout(Duration.ofMillis(500)).build();
        try (OtherTransaction other = new OtherTransaction(shop)) {
            other.execute("select 1 from #carts where id = " + cart + " for key share");
            other.execute("select 1 from #stock where variant_id = " + variant.id() + " for key share");
            other.execute("select 1 from #variants where id = " + variant.id() + " for key share");
            other.execute("select 1 from #products where id = " + variant.productId() + " for key share");
            impatient.carts().put(cart, PutItem.of(variant.id(), 2));
            impatient.inventory().receive(variant.id(), 1, null);
            impatient.catalog().addVariant(NewVariant.of(variant.productId(), "KEY-SHARE", 1));
            assertThat(impatient.checkout().place(CheckoutRequest.of(cart)).items())
                    .hasSize(1);
            other.commit();
        }
    }

    /** now() is when the transaction began: a line put after a long wait would have less time than it was promised. */
    @Test
    void theTimeIsReadAfterTheLastLock() throws Exception {
        Holdfast real = Holdfast.builder(TestDatabase.dataSource())
                .schema(shop.schema)
                .commandTimeout(Duration.ofSeconds(30))
                .build();
        Variant variant = shop.variant(9);
        long cart = real.carts().create(NewCart.anonymous()).id();
        Instant released;
        try (OtherTransaction other = new OtherTransaction(shop).lockStock(variant.id())) {
            Future<Cart> put = Threads.begin(
                    () -> real.carts().put(cart, PutItem.of(variant.id(), 1)).cart());
            Threads.awaitWaiting(shop, 1);
            released = Instant.parse(other.text(
                    "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
            other.commit();
            Instant until = Threads.join(put).items().get(0).reservedUntil();
            assertThat(until).isAfterOrEqualTo(released.plus(TestShop.HOLD));
        }
        LedgerEntry last = real.inventory()
                .movements(variant.id(), PageRequest.first(1))
                .items()
                .get(0);
        assertThat(last.at()).isAfterOrEqualTo(released);
        real.carts().delete(cart);
    }

    /** In a host's transaction that began long ago the time is that of the call, too. */
    @Test
    void insideAnOldTransactionTheTimeIsNotItsBeginning() throws Exception {
        Holdfast real =
                Holdfast.builder(TestDatabase.dataSource()).schema(shop.schema).build();
        Variant variant = shop.variant(9);
        try (OtherTransaction host = new OtherTransaction(shop)) {
            host.execute("select pg_sleep(0.05)");
            Instant later = Instant.parse(host.text(
                    "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
            assertThat(real.within(host.connection)
                            .inventory()
                            .receive(variant.id(), 1, null)
                            .at())
                    .isAfterOrEqualTo(later);
        }
    }

    /** A cart that was checked out while a second checkout waited is closed for it, with the order's id. */
    @Test
    void whoWaitedForACartThatWasCheckedOutHearsOfTheOrder() throws Exception {
        long cart = shop.cartWith(shop.variant(2), 1);
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Order order = shop.holdfast.within(host.connection).checkout().place(CheckoutRequest.of(cart));
            Future<Order> second = Threads.begin(() -> shop.checkOut(cart));
            Threads.awaitWaiting(shop, 1);
            host.commit();
            assertThatThrownBy(() -> Threads.join(second))
                    .isInstanceOfSatisfying(
                            CartClosedException.class,
                            e -> assertThat(e.orderId()).isEqualTo(order.id()));
        }
    }
}
