package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartChange;
import dev.holdfast.cart.Carts;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.Checkout;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSessions;
import dev.holdfast.internal.cart.CartTokens;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.settings.CommandLimits;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.LocationCache;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.order.Orders;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import dev.holdfast.transfer.Transfers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A server with one lane, whose commands are decided in a given order as one list of one transaction. */
public final class OneList {
    /** A command to the server. */
    public interface Call {
        Object run();
    }

    public final Carts carts;
    public final Checkout checkout;
    public final CheckoutSessions sessions;
    public final Inventory inventory;
    public final Orders orders;
    public final Transfers transfers;

    private final TestShop shop;
    private final CommandRunner runner;
    private final RuleBooks books;
    private final LocationCache locations;
    private final Database database;
    private final Settings settings;
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();

    OneList(TestShop shop) {
        this(shop, TestShop.HOLD_LIMITS);
    }

    /** With limits of its own. */
    public OneList(TestShop shop, HoldLimits holds) {
        this(shop, holds, Database.of(TestDatabase.dataSource(), shop.schema, shop.clock));
    }

    /** A server that reaches the shop through another pool. */
    OneList(TestShop shop, HoldLimits holds, Database database) {
        this.shop = shop;
        Settings likeAny = shop.settings(1, 128);
        this.database = database;
        this.settings = new Settings(
                likeAny.currency(),
                holds,
                new CommandLimits(likeAny.commands().timeout(), 1, 128, 1_000),
                likeAny.policy(),
                likeAny.refunds(),
                likeAny.sessionTime(),
                likeAny.emptyCartAge(),
                likeAny.allocator(),
                new HoldfastListener() {
                    @Override
                    public void batchEnded(int commands) {
                        sizes.add(commands);
                    }
                });
        this.books = new RuleBooks(database);
        this.locations = new LocationCache(database);
        this.runner = TestShop.runner(database, books, locations, settings);
        this.carts = new Carts(database, runner, books, locations, settings, new CartTokens(10));
        this.checkout = new Checkout(runner, settings);
        this.sessions = new CheckoutSessions(database, runner, books, locations, settings);
        this.inventory = new Inventory(database, runner);
        this.orders = new Orders(database, runner, settings);
        this.transfers = new Transfers(database, runner);
    }

    /** The services for an actor; null for nobody. */
    record Named(Carts carts, Inventory inventory) {}

    /** The same server, for an actor. */
    Named as(@Nullable String actor) {
        Database named = database.as(actor);
        CommandRunner own = runner.as(named);
        return new Named(
                new Carts(named, own, books, locations, settings, new CartTokens(10)), new Inventory(named, own));
    }

    Call put(long cart, Variant variant, int quantity) {
        return () -> carts.put(cart, PutItem.of(variant.id(), quantity)).cart();
    }

    Call remove(long cart, int item) {
        return () -> carts.removeItem(cart, item);
    }

    Call change(long cart, CartChange change) {
        return () -> carts.change(cart, change);
    }

    Call delete(long cart) {
        return () -> carts.delete(cart);
    }

    Call checkOut(long cart) {
        return () -> checkout.place(CheckoutRequest.of(cart));
    }

    /** Runs calls as one list, in this order, and makes sure that it was one; returns what each came to. */
    Outcomes run(Call... calls) throws Exception {
        Outcomes outcomes = queued(List.of(calls), () -> {});
        assertThat(sizes).as("sizes of lists").containsExactly(1, calls.length);
        return outcomes;
    }

    /** The same with calls that must wait for those of the list, because they meet a cart that it buys. */
    Outcomes runAndAgain(Call... calls) throws Exception {
        Outcomes outcomes = queued(List.of(calls), () -> {});
        assertThat(sizes).as("sizes of lists").startsWith(1, calls.length).hasSizeGreaterThan(2);
        return outcomes;
    }

    /** Runs calls as one list first, which may fail and be run one by one. */
    Outcomes runAndFail(Call... calls) throws Exception {
        Outcomes outcomes = queued(List.of(calls), () -> {});
        assertThat(sizes)
                .as("sizes of lists, of which those that failed are missing")
                .doesNotContain(calls.length);
        return outcomes;
    }

    /**
     * Runs calls as one list, in this order.
     *
     * @param beforehand what is done once all of them stand in the queue
     */
    public Outcomes queued(List<Call> calls, Runnable beforehand) throws Exception {
        // A list in which a rule book or a location is missing is no longer one.
        database.read(locations::refresh);
        shop.texts("select distinct book_token from #carts where status = 'open' order by 1 desc limit 12")
                .forEach(token -> books.at(Long.parseLong(token)));
        books.at(shop.count("select token from #versions"));
        sizes.clear();
        Gate gate = Gate.in(runner, 0);
        List<Future<Object>> tasks = new ArrayList<>();
        for (Call call : calls) {
            // Each stands in the queue before the next does.
            tasks.add(Threads.beginWaiting(() -> {
                try {
                    return call.run();
                } catch (RuntimeException refusal) {
                    return refusal;
                }
            }));
        }
        beforehand.run();
        gate.open();
        List<Object> outcomes = new ArrayList<>();
        for (Future<Object> task : tasks) {
            outcomes.add(Threads.join(task));
        }
        return new Outcomes(outcomes);
    }

    /** What each call came to: its answer, or its refusal. */
    public record Outcomes(List<Object> all) {
        Cart cart(int number) {
            return as(Cart.class, number);
        }

        /** The outcome of the nth call, from 1. */
        <T> T as(Class<T> type, int number) {
            assertThat(all.get(number - 1)).as("call %d", number).isInstanceOf(type);
            return type.cast(all.get(number - 1));
        }
    }
}
