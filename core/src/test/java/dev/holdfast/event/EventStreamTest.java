package dev.holdfast.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.Page;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.Variant;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestShop;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionException;
import org.junit.jupiter.api.Test;

/** What a reader of the stream is told, and in which order. */
class EventStreamTest {
    private final TestShop shop = new TestShop();
    private final Events events = shop.holdfast.events();

    @Test
    void aNewShopHasNothingToTellAndACursor() {
        assertThat(events.list(null, EventFilter.all(), 10)).isEqualTo(new Page<Event>(List.of(), "0"));
        assertThat(events.latest()).isEqualTo("0");
        assertThat(events.list("0", EventFilter.all(), 10).items()).isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepeat() {
        Variant variant = shop.variant(100);
        for (int i = 0; i < 5; i++) {
            shop.checkOut(shop.cartWith(variant, 1));
        }
        List<Event> all = events.list(null, EventFilter.all(), 1_000).items();
        assertThat(all).extracting(Event::id).doesNotHaveDuplicates();
        for (int limit : new int[] {1, 2, 3, 7}) {
            assertThat(read(EventFilter.all(), limit)).isEqualTo(all);
        }
        for (Event event : all) {
            List<Event> rest = events.list(event.id(), EventFilter.all(), 1_000).items();
            assertThat(rest).isEqualTo(all.subList(all.indexOf(event) + 1, all.size()));
        }
        assertThat(events.latest()).isEqualTo(all.get(all.size() - 1).id());
    }

    @Test
    void aFilterLeavesOutTheOthersAndNothingElse() {
        Variant variant = shop.variant(3);
        long cart = shop.cartWith(variant, 3);
        shop.checkOut(cart);
        shop.holdfast
                .catalog()
                .changeProduct(variant.productId(), ProductChange.none().withBasePrice(Money.of("7.00", "USD")));
        shop.cartWith(shop.variant(1), 1);
        List<Event> all = read(EventFilter.all(), 1_000);
        for (EventType type : EventType.values()) {
            assertThat(read(EventFilter.of(type), 2))
                    .isEqualTo(
                            all.stream().filter(event -> event.type() == type).toList());
        }
        for (Event event : all) {
            assertThat(read(EventFilter.all().about(event.subject()), 2))
                    .isEqualTo(all.stream()
                            .filter(other -> other.subject().equals(event.subject()))
                            .toList());
        }
        assertThat(read(EventFilter.of(EventType.PRICE_CHANGED, EventType.STOCK_LOW), 1))
                .hasSize(1);
    }

    @Test
    void aFilteredReaderIsNotSentBackOverWhatItHasPassed() {
        Variant variant = shop.variant(10);
        shop.cartWith(variant, 1);
        Page<Event> none = events.list(null, EventFilter.of(EventType.ORDER_PLACED), 10);
        assertThat(none.items()).isEmpty();
        assertThat(none.nextCursor()).isEqualTo(events.latest());
        shop.checkOut(shop.cartWith(variant, 1));
        assertThat(events.list(none.nextCursor(), EventFilter.of(EventType.ORDER_PLACED), 10)
                        .items())
                .hasSize(1);
    }

    @Test
    void whatIsNotCommittedHoldsUpWhatComesBehindIt() throws Exception {
        Variant variant = shop.variant(10);
        String before = events.latest();
        long cart = shop.cart();
        assertThat(read(before)).extracting(Event::type).containsExactly(EventType.CART_CREATED);
        String start = events.latest();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Holdfast within = shop.holdfast.within(host.connection);
            long hosts = within.carts().create(NewCart.anonymous()).id();
            shop.put(cart, variant, 1);
            within.carts().delete(hosts);

            assertThat(read(start)).isEmpty();
            assertThat(events.latest()).isEqualTo(start);
            EventProgress held = events.progress();
            assertThat(held.behind()).isEqualTo(3);
            assertThat(held.openTransactions())
                    .extracting(EventProgress.OpenTransaction::pid)
                    .containsExactly(host.pid());
            assertThat(held.openTransactions().get(0).since()).isNotNull();
            host.commit();
        }
        assertThat(read(start))
                .extracting(Event::type)
                .containsExactly(EventType.CART_CREATED, EventType.RESERVATION_CREATED, EventType.CART_DELETED);
        assertThat(events.progress()).isEqualTo(new EventProgress(0, List.of()));
    }

    @Test
    void whatIsRolledBackLeavesNoEventAndNobodyWaiting() throws Exception {
        Variant variant = shop.variant(10);
        String start = events.latest();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            shop.holdfast.within(host.connection).carts().create(NewCart.anonymous());
            shop.cartWith(variant, 1);
            assertThat(read(start)).isEmpty();
        }
        assertThat(read(start))
                .extracting(Event::type)
                .containsExactly(EventType.CART_CREATED, EventType.RESERVATION_CREATED);
    }

    @Test
    void whatWasDrawnInACallThatWasUndoneIsWaitedForToo() throws Exception {
        Variant variant = shop.variant(10);
        String start = events.latest();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            host.execute("savepoint mine");
            shop.holdfast.within(host.connection).carts().create(NewCart.anonymous());
            host.execute("rollback to savepoint mine");
            shop.cartWith(variant, 1);
            assertThat(read(start)).isEmpty();
            shop.holdfast.within(host.connection).carts().create(NewCart.anonymous());
            host.commit();
        }
        assertThat(read(start)).hasSize(3);
    }

    @Test
    void transactionsThatTellNothingHoldNobodyUp() throws Exception {
        Variant variant = shop.variant(10);
        String start = events.latest();
        try (OtherTransaction idle = new OtherTransaction(shop);
                OtherTransaction reader = new OtherTransaction(shop).isolated(8);
                OtherTransaction backup = new OtherTransaction(shop)) {
            idle.execute("create temporary table somebody_elses (id int)");
            reader.text("select count(*) from #stock");
            backup.execute("lock table #events, #stock_ledger in access share mode");
            backup.text("select last_value from #event_numbers");
            shop.cartWith(variant, 1);
            assertThat(read(start)).hasSize(2);
        }
    }

    @Test
    void aReaderInATransactionOfTheHostSeesTheStreamAsItIs() throws Exception {
        Variant variant = shop.variant(10);
        String start = events.latest();
        try (OtherTransaction host = new OtherTransaction(shop).isolated(8)) {
            host.text("select count(*) from #stock");
            shop.cartWith(variant, 1);
            Holdfast within = shop.holdfast.within(host.connection);
            assertThat(within.events().list(start, EventFilter.all(), 10).items())
                    .hasSize(2);
        }
    }

    @Test
    void aCursorOfAnotherCopyIsRefused() {
        shop.cart();
        String cursor = events.latest();
        assertThat(events.list(cursor, EventFilter.all(), 1).items()).isEmpty();

        // As if the database had been restored, and another cart been created since.
        shop.execute("update #events set at = at + interval '1 second'");
        assertThatThrownBy(() -> events.list(cursor, EventFilter.all(), 1))
                .isInstanceOfSatisfying(EventCursorGoneException.class, gone -> {
                    assertThat(gone.code()).isEqualTo("event_cursor_gone");
                    assertThat(gone.getMessage()).contains(cursor);
                });
        shop.execute("delete from #events");
        assertThatThrownBy(() -> events.list(cursor, EventFilter.all(), 1))
                .isInstanceOf(EventCursorGoneException.class);
        assertThatThrownBy(() -> events.list("999999-abc", EventFilter.all(), 1))
                .isInstanceOf(EventCursorGoneException.class);
        assertThatThrownBy(() -> events.seek("reader", cursor)).isInstanceOf(EventCursorGoneException.class);
    }

    @Test
    void aReaderBeginsWithTheFirstEventThatIsKept() {
        shop.cart();
        String old = events.latest();
        long cart = shop.cart();
        shop.execute("update #event_progress set kept_from = settled + 1");
        shop.execute("delete from #events");

        assertThat(events.list(null, EventFilter.all(), 10)).isEqualTo(new Page<Event>(List.of(), "0"));
        assertThat(events.list("0", EventFilter.of(EventType.ORDER_PAID), 10))
                .isEqualTo(new Page<Event>(List.of(), "0"));
        assertThatThrownBy(() -> events.list(old, EventFilter.all(), 1)).isInstanceOf(EventCursorGoneException.class);
        shop.holdfast.carts().delete(cart);
        assertThat(read("0")).extracting(Event::type).containsExactly(EventType.CART_DELETED);
    }

    @Test
    void badInputIsNamed() {
        for (String cursor : List.of("", "x", "1", "-1-a", "1.1.1-a", "1-a ", "9999999999999999999-a")) {
            assertThatThrownBy(() -> events.list(cursor, EventFilter.all(), 1))
                    .as(cursor)
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            e -> assertThat(e.errors().get(0).pointer()).isEqualTo("/after"));
        }
        for (String subject : List.of("", "orders", "orders/", "orders/x", "shops/1", "variants/0")) {
            assertThatThrownBy(() -> events.list(null, EventFilter.all().about(subject), 1))
                    .as(subject)
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            e -> assertThat(e.errors().get(0).pointer()).isEqualTo("/subject"));
        }
        for (int limit : new int[] {0, 1_001}) {
            assertThatThrownBy(() -> events.list(null, EventFilter.all(), limit))
                    .isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> events.poll("", EventFilter.all(), event -> {}))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aReaderWhosePlaceIsKeptHearsEachEventOnce() {
        shop.cart();
        List<Event> heard = new ArrayList<>();
        assertThat(events.poll("search", EventFilter.all(), heard::add)).isEqualTo(1);
        assertThat(events.poll("search", EventFilter.all(), heard::add)).isZero();
        shop.cartWith(shop.variant(5), 1);
        assertThat(events.poll("search", EventFilter.all(), heard::add)).isPositive();
        assertThat(heard).isEqualTo(read(EventFilter.all(), 1_000));

        List<Event> others = new ArrayList<>();
        events.seek("mail", events.latest());
        assertThat(events.poll("mail", EventFilter.all(), others::add)).isZero();
        long cart = shop.cart();
        events.poll("mail", EventFilter.all(), others::add);
        assertThat(others).extracting(Event::subject).containsExactly("carts/" + cart);
    }

    @Test
    void aListenerThatThrowsHearsThatEventAgainAndNoneBefore() {
        for (int i = 0; i < 3; i++) {
            shop.cart();
        }
        List<Event> all = read(EventFilter.all(), 10);
        List<Event> heard = new ArrayList<>();
        assertThatThrownBy(() -> events.poll("search", EventFilter.all(), event -> {
                    if (heard.size() == 2) {
                        // Of a database of its own.
                        throw new TransactionException("full");
                    }
                    heard.add(event);
                }))
                .isInstanceOf(JdbiException.class)
                .hasMessage("full");
        assertThat(heard).isEqualTo(all.subList(0, 2));
        assertThat(events.poll("search", EventFilter.all(), heard::add)).isEqualTo(1);
        assertThat(heard).isEqualTo(all);
    }

    @Test
    void ofTwoPollsOfAReaderOneIsTold() {
        shop.cart();
        List<Integer> told = new ArrayList<>();
        int first = events.poll(
                "search", EventFilter.all(), event -> told.add(events.poll("search", EventFilter.all(), other -> {})));
        assertThat(first).isEqualTo(1);
        assertThat(told).containsExactly(0);
    }

    @Test
    void aListenerMayUseTheShop() {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        events.poll(
                "gift",
                EventFilter.of(EventType.CART_CREATED),
                event -> shop.holdfast.carts().put(cart, PutItem.of(variant.id(), 1)));
        assertThat(shop.show(cart).items()).hasSize(1);
    }

    private List<Event> read(String after) {
        return events.list(after, EventFilter.all(), 1_000).items();
    }

    private List<Event> read(EventFilter filter, int limit) {
        List<Event> all = new ArrayList<>();
        String cursor = null;
        while (true) {
            Page<Event> page = events.list(cursor, filter, limit);
            all.addAll(page.items());
            if (String.valueOf(page.nextCursor()).equals(cursor)) {
                return all;
            }
            cursor = page.nextCursor();
        }
    }
}
