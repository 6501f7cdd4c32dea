package dev.holdfast.cli.command;

import dev.holdfast.cli.input.References;
import dev.holdfast.cli.input.Words;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.session.Session;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderCharge;
import dev.holdfast.order.OrderFilter;
import dev.holdfast.order.OrderItem;
import dev.holdfast.order.OrderStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast orders}. */
@Command(name = "orders", description = "Lists and shows orders.")
final class OrdersCommand extends CommandGroup {
    private static final List<Column<Order>> COLUMNS = List.of(
            Column.number("id", Order::id),
            Column.text("number", Order::number),
            Column.text("status", Order::status),
            Column.number("cart_id", Order::cartId),
            Column.text("user_id", Order::userId),
            Column.number("items", order -> order.items().size()),
            Column.number("subtotal", Order::subtotal),
            Column.number("charge_total", Order::chargeTotal),
            Column.number("discount_total", Order::discountTotal),
            Column.number("total", Order::total),
            Column.text("currency", Order::currency),
            Column.text("placed_at", Order::placedAt));

    private static final List<Column<OrderItem>> LINES = List.of(
            Column.number("id", OrderItem::id),
            Column.number("variant_id", OrderItem::variantId),
            Column.text("sku", OrderItem::sku),
            Column.text("name", OrderItem::name),
            Column.number("quantity", OrderItem::quantity),
            Column.number("unit_price", OrderItem::unitPrice),
            Column.number("subtotal", OrderItem::subtotal),
            Column.number("discount", OrderItem::discount),
            Column.number("total", OrderItem::total),
            Column.text("gift_rule", OrderItem::giftRule));

    private static final List<Column<OrderCharge>> CHARGES = List.of(
            Column.text("code", OrderCharge::code),
            Column.text("name", OrderCharge::name),
            Column.number("amount", OrderCharge::amount),
            Column.number("discount", OrderCharge::discount),
            Column.number("total", OrderCharge::total));

    OrdersCommand(Session session) {
        super(session);
    }

    /** The words that a shell offers. */
    static final class Statuses extends Words {
        Statuses() {
            super(OrderStatus.values());
        }
    }

    @Command(
            name = "list",
            description = "Lists orders, newest first.",
            footer = {
                "",
                "Examples:",
                "  holdfast orders list --user sam",
                "  holdfast orders list --limit 1000 -o csv > orders.csv"
            })
    int list(
            @Option(
                            names = "--status",
                            paramLabel = "STATUS",
                            completionCandidates = Statuses.class,
                            description = "Only those that are placed.")
                    @Nullable
                    OrderStatus status,
            @Option(names = "--user", paramLabel = "USER", description = "Only those of this user.") @Nullable
                    String user,
            @Option(names = "--cart", paramLabel = "CART", description = "Only the one that this cart became: its id.")
                    @Nullable
                    String cart,
            @Mixin PageOptions page,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            Long cartId = cart == null ? null : References.id("cart", cart);
            OrderFilter filter = new OrderFilter(user, status, cartId);
            return output.page(session, shop.orders().list(filter, page.request()), COLUMNS);
        });
    }

    @Command(
            name = "show",
            description = "Shows an order with its lines, as it was placed; in CSV the lines.",
            footer = {"", "Examples:", "  holdfast orders show 1001", "  holdfast orders show 1001 -o json"})
    int show(
            @Parameters(paramLabel = "ORDER", description = "Its id, which is its number.") String order,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            Order found = shop.orders().get(References.id("order", order));
            output.document(session, found, COLUMNS, found.items(), LINES);
            return output.more(session, found.charges(), CHARGES);
        });
    }
}
