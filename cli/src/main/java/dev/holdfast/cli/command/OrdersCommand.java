package dev.holdfast.cli.command;

import dev.holdfast.cli.input.EnumCandidates;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.output.Section;
import dev.holdfast.cli.session.Session;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderFilter;
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
    private static final List<Column> COLUMNS =
            Column.list("id# number status cart_id# user_id items# subtotal# charge_total# discount_total# total# "
                    + "currency placed_at");

    private static final List<Column> ITEMS =
            Column.list("id# variant_id# sku name quantity# unit_price# subtotal# discount# total# gift_rule");

    private static final List<Column> CHARGES = Column.list("code name amount# discount# total#");

    OrdersCommand(Session session) {
        super(session);
    }

    /** Statuses for completion. */
    static final class Statuses extends EnumCandidates {
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
                            description = "Only orders with this status: placed.")
                    @Nullable
                    OrderStatus status,
            @Option(names = "--user", paramLabel = "USER", description = "Only orders of this user.") @Nullable
                    String user,
            @Option(
                            names = "--cart",
                            paramLabel = "CART",
                            description = "Only the order placed from this cart: its id.")
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
            description = "Shows an order as it was placed. CSV shows its items only.",
            footer = {"", "Examples:", "  holdfast orders show 1001", "  holdfast orders show 1001 -o json"})
    int show(
            @Parameters(paramLabel = "ORDER", description = "The id of the order, which is also its number.")
                    String order,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            Order found = shop.orders().get(References.id("order", order));
            Section[] sections = {new Section(found.items(), ITEMS), new Section(found.charges(), CHARGES)};
            return output.priced(session, found, found.searchedAll(), COLUMNS, sections);
        });
    }
}
