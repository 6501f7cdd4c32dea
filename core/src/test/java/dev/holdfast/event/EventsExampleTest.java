package dev.holdfast.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.Page;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The readers that {@code docs/events.md} shows. */
class EventsExampleTest {
    private final TestShop shop = new TestShop();
    private final Holdfast holdfast = shop.holdfast;
    private final DataSource dataSource = TestDatabase.dataSource();

    // poll:start
    /** Called by a scheduler every second, in every instance of the application. */
    void sendReceipts() {
        EventFilter paid = EventFilter.of(EventType.ORDER_PAID);
        while (holdfast.events().poll("receipts", paid, this::sendReceipt) > 0) {
            // There may be more.
        }
    }

    private void sendReceipt(Event event) {
        // The id is the primary key: an event that comes again changes nothing.
        String sql = "insert into receipts_to_send (event_id, order_id) values (?, ?) on conflict do nothing";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement receipt = connection.prepareStatement(sql)) {
            receipt.setString(1, event.id());
            receipt.setObject(2, event.data().get("order_id"));
            receipt.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e); // and the event comes again with the next poll
        }
    }

    // poll:end

    // list:start
    /** Copies prices into a table of our own, with the place in the stream beside them. */
    boolean copyPrices() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            String place = text(connection, "select place from price_copy for update");
            Page<Event> page = holdfast.events().list(place, EventFilter.of(EventType.PRICE_CHANGED), 100);
            for (Event event : page.items()) {
                execute(
                        connection,
                        "insert into copied_prices values (?, ?)",
                        event.subject(),
                        String.valueOf(event.data().get("after")));
            }
            execute(connection, "update price_copy set place = ?", page.nextCursor());
            connection.commit(); // the prices and the place, or neither
            return !page.nextCursor().equals(place);
        }
    }

    // list:end

    @BeforeEach
    void tables() throws SQLException {
        run("create table receipts_to_send (event_id text primary key, order_id bigint not null)");
        run("create table price_copy (place text)");
        run("insert into price_copy values (null)");
        run("create table copied_prices (subject text, price text)");
    }

    @AfterEach
    void dropTables() throws SQLException {
        run("drop table receipts_to_send, price_copy, copied_prices");
    }

    @Test
    void aReceiptIsWrittenOnceForEachOrderThatIsPaid() throws SQLException {
        Variant variant = shop.variant("10.00", 5);
        long first = paidOrder(variant);
        sendReceipts();
        long second = paidOrder(variant);
        sendReceipts();
        // As after a crash: the place was not saved.
        holdfast.events().seek("receipts", "0");
        sendReceipts();

        assertThat(text("select string_agg(order_id::text, ' ' order by order_id) from receipts_to_send"))
                .isEqualTo(first + " " + second);
    }

    @Test
    void anEventThatCannotBeHandledComesAgain() throws SQLException {
        long order = paidOrder(shop.variant("10.00", 5));
        run("alter table receipts_to_send rename to away");
        assertThatThrownBy(this::sendReceipts).isInstanceOf(IllegalStateException.class);
        run("alter table away rename to receipts_to_send");
        sendReceipts();

        assertThat(text("select string_agg(order_id::text, ' ') from receipts_to_send"))
                .isEqualTo(Long.toString(order));
    }

    @Test
    void pricesAreCopiedWithThePlaceInTheStream() throws SQLException {
        long product = shop.product("10.00").id();
        change(product, "12.00");
        while (copyPrices()) {
            // There may be more.
        }
        change(product, "13.00");
        copyPrices();

        assertThat(text("select string_agg(price, ' ') from copied_prices"))
                .isEqualTo("{base_price=12.00} {base_price=13.00}");
        assertThat(copyPrices()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"poll", "list"})
    void thePageShowsThisCode(String region) throws IOException {
        String test = Files.readString(Path.of("src/test/java/dev/holdfast/event/EventsExampleTest.java"));
        String code = test.substring(
                test.indexOf('\n', test.indexOf("// " + region + ":start")) + 1,
                test.lastIndexOf('\n', test.indexOf("// " + region + ":end")));

        assertThat(Files.readString(Path.of("../docs/events.md")))
                .contains(code.stripTrailing().stripIndent().strip());
    }

    private long paidOrder(Variant variant) {
        long order = shop.checkOut(shop.cartWith(variant, 1)).id();
        holdfast.orders().pay(order, new NewPayment(PaymentKind.CAPTURED, new BigDecimal("10.00"), "card " + order));
        return order;
    }

    private void change(long product, String price) {
        holdfast.catalog().changeProduct(product, ProductChange.none().withBasePrice(Money.of(price, "USD")));
    }

    private static void execute(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return text(connection, sql);
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            execute(connection, sql);
        }
    }
}
