package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.HoldfastException;
import dev.holdfast.Money;
import dev.holdfast.cart.CartClosedException;
import dev.holdfast.cart.Carts;
import dev.holdfast.cart.PutItem;
import dev.holdfast.cart.PutResult;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.Checkout;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.internal.cart.CartTokens;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.LocationCache;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.order.Order;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands that are decided one after the other on one shop, and saved by one statement. */
class CommandListTest {
    private static final TestShop shop = new TestShop();
    private static final Settings settings = shop.settings(1, 128);
    private static final Database database = Database.of(TestDatabase.dataSource(), shop.schema, shop.clock);
    private static final RuleBooks books = new RuleBooks(database);
    private static final LocationCache locations = new LocationCache(database);
    private static final CommandRunner runner = TestShop.runner(database, books, settings);
    private static final Carts carts = new Carts(database, runner, books, locations, settings, new CartTokens(10));
    private static final Checkout checkout = new Checkout(runner, settings);
    private static final Inventory inventory = new Inventory(database, runner);

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void aLineThatIsRemovedAndPutAgainInOneList() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cartWith(variant, 2);

        asOne(List.of(() -> carts.removeItem(cart, 1), () -> put(cart, variant, 3)));

        assertThat(shop.show(cart).items()).singleElement().satisfies(item -> {
            assertThat(item.id()).isEqualTo(2);
            assertThat(item.quantity()).isEqualTo(3);
        });
    }

    @Test
    void aLineThatExpiredIsRemovedAndPutAgainInOneList() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cartWith(variant, 2);
        long other = shop.cartWith(shop.variant(5), 2);
        shop.letExpire();

        asOne(List.of(
                () -> put(cart, variant, 1),
                () -> carts.removeItem(cart, 1),
                () -> put(cart, variant, 4),
                () -> carts.removeItem(other, 1),
                () -> put(other, variant, 1)));

        assertThat(shop.show(cart).items().get(0).quantity()).isEqualTo(4);
        assertThat(shop.show(cart).expiredItems()).isEmpty();
        assertThat(shop.show(other).items().get(0).quantity()).isEqualTo(1);
    }

    @Test
    void whatOneTakesTheNextDoesNotGet() throws Exception {
        Variant variant = shop.variant(3);
        long first = shop.cart();
        long second = shop.cart();
        long third = shop.cart();

        List<Object> answers = asOne(
                List.of(() -> put(first, variant, 2), () -> put(second, variant, 2), () -> put(third, variant, 1)));

        assertThat(answers.get(1))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.available()).isEqualTo(1));
        assertThat(shop.show(second).items()).isEmpty();
        assertThat(shop.show(third).items()).hasSize(1);
    }

    @Test
    void whatOneReleasesTheNextGets() throws Exception {
        Variant variant = shop.variant(3);
        long first = shop.cartWith(variant, 3);
        long second = shop.cart();

        asOne(List.of(() -> carts.delete(first), () -> put(second, variant, 3)));

        assertThat(shop.show(second).items()).hasSize(1);
    }

    @Test
    void aCheckoutClosesTheCartForThoseBehindIt() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cart();

        List<Object> answers = asOne(List.of(
                () -> put(cart, variant, 2),
                () -> checkout.place(CheckoutRequest.of(cart)),
                () -> put(cart, variant, 3),
                () -> checkout.place(CheckoutRequest.of(cart))));

        assertThat(answers.get(2)).isInstanceOf(CartClosedException.class);
        assertThat(answers.get(3)).isInstanceOf(CartClosedException.class);
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(3);
    }

    /** An order that is placed by the list itself is not in the database when orders are counted. */
    @Test
    void ofTwoOrdersOfOneBuyerOnlyOneIsTheFirst() throws Exception {
        shop.rule(
                "{'code': 'FIRST', 'conditions': {'nth_order': 1}, 'discount': {'type': 'percent_off', 'percent': 10}}");
        Variant variant = shop.variant("10.00", 9);
        List<Long> bought = new ArrayList<>();
        for (String user : List.of("ada", "ada", "bob")) {
            long cart = shop.cartOf(user);
            put(cart, variant, 1);
            bought.add(cart);
        }
        long other = shop.cartOf("ada");

        List<Object> answers = asOne(List.of(
                () -> checkout.place(CheckoutRequest.of(bought.get(0))),
                () -> checkout.place(CheckoutRequest.of(bought.get(1))),
                () -> checkout.place(CheckoutRequest.of(bought.get(2))),
                () -> put(other, variant, 1)));

        assertThat(answers.subList(0, 3))
                .extracting(order -> ((Order) order).total())
                .containsExactly(Money.of("9.00", "USD"), Money.of("10.00", "USD"), Money.of("9.00", "USD"));
        assertThat(((PutResult) answers.get(3)).cart().total()).isEqualTo(Money.of("10.00", "USD"));
        shop.holdfast.pricing().archive("FIRST");
    }

    @Test
    void expiredLinesAreReclaimedForTheListAsAWhole() throws Exception {
        Variant variant = shop.variant(6);
        long own = shop.cartWith(variant, 2);
        shop.cartWith(variant, 2);
        shop.cartWith(variant, 2);
        shop.letExpire();
        long first = shop.cart();
        long second = shop.cart();

        asOne(List.of(() -> put(first, variant, 2), () -> put(second, variant, 2), () -> put(own, variant, 2)));

        assertThat(shop.show(own).items()).hasSize(1);
        assertThat(shop.now(variant).availableQuantity()).isZero();
    }

    @Test
    void listsOfAnyCommandsAreOneTransactionAndLeaveTheBooksInOrder() throws Exception {
        long seed = Seed.of(CommandListTest.class);
        Random random = new Random(seed);
        List<Variant> variants = List.of(shop.variant(12), shop.variant(12), shop.variant(12));
        List<Long> open = new ArrayList<>();
        for (int list = 0; list < 40; list++) {
            while (open.size() < 4) {
                open.add(shop.cart());
            }
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(anyCommand(random, open.get(random.nextInt(4)), variants.get(random.nextInt(3))));
            }
            asOne(calls);
            assertThat(shop.contradictions()).as("seed " + seed).isZero();
            open.removeIf(
                    cart -> shop.count("select count(*) from #carts where status <> 'open' and id = " + cart) > 0);
            shop.clock.advance(Duration.ofMinutes(random.nextInt(7)));
        }
    }

    private static Callable<Object> anyCommand(Random random, long cart, Variant variant) {
        int quantity = 1 + random.nextInt(5);
        int item = 1 + random.nextInt(4);
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> () -> put(cart, variant, quantity);
            case 3 -> () -> carts.changeItem(cart, item, quantity);
            case 4, 5 -> () -> carts.removeItem(cart, item);
            case 6 -> () -> carts.extend(cart);
            case 7 -> () -> inventory.adjust(variant.id(), quantity - 3 == 0 ? 1 : quantity - 3, "count", null);
            default -> () -> random.nextBoolean() ? carts.delete(cart) : checkout.place(CheckoutRequest.of(cart));
        };
    }

    private static Object put(long cart, Variant variant, int quantity) {
        return carts.put(cart, PutItem.of(variant.id(), quantity));
    }

    /** Runs calls as one list, in this order; answers what each came to, and makes sure that it was one transaction. */
    private static List<Object> asOne(List<? extends Callable<Object>> calls) throws Exception {
        books.at(shop.count("select token from #versions"));
        long before = transactions();
        Gate gate = Gate.in(runner, 0);
        List<Future<Object>> tasks = new ArrayList<>();
        for (Callable<Object> call : calls) {
            // Each stands in the queue before the next does.
            tasks.add(Threads.beginWaiting(() -> {
                try {
                    return call.call();
                } catch (HoldfastException refusal) {
                    return refusal;
                }
            }));
        }
        gate.open();
        List<Object> answers = new ArrayList<>();
        for (Future<Object> task : tasks) {
            answers.add(Threads.join(task));
        }
        assertThat(transactions() - before).as("transactions").isLessThanOrEqualTo(1);
        return answers;
    }

    private static long transactions() {
        return shop.count("select count(distinct xmin::text) from #stock_ledger");
    }
}
