package dev.holdfast.cli.command;

import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartCharge;
import dev.holdfast.cart.CartFilter;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.CartStatus;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.input.Words;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast carts}. */
@Command(name = "carts", description = "Lists, shows, charges and deletes carts.")
final class CartsCommand extends CommandGroup {
    private static final List<Column<Cart>> COLUMNS = List.of(
            Column.number("id", Cart::id),
            Column.text("status", Cart::status),
            Column.text("user_id", Cart::userId),
            Column.text("user_tier", Cart::userTier),
            Column.text("promo_codes", Cart::promoCodes),
            Column.number("items", cart -> cart.items().size()),
            Column.number("expired_items", cart -> cart.expiredItems().size()),
            Column.number("subtotal", Cart::subtotal),
            Column.number("charge_total", Cart::chargeTotal),
            Column.number("discount_total", Cart::discountTotal),
            Column.number("total", Cart::total),
            Column.text("currency", Cart::currency),
            Column.number("order_id", Cart::orderId),
            Column.text("created_at", Cart::createdAt),
            Column.text("updated_at", Cart::updatedAt));

    private static final List<Column<CartCharge>> CHARGES = List.of(
            Column.text("code", CartCharge::code),
            Column.text("name", CartCharge::name),
            Column.number("amount", CartCharge::amount),
            Column.number("discount", CartCharge::discount),
            Column.number("total", CartCharge::total));

    private static final List<Column<Line>> LINES = List.of(
            Column.number("id", Line::id),
            Column.number("variant_id", Line::variantId),
            Column.text("sku", Line::sku),
            Column.text("name", Line::name),
            Column.text("status", Line::status),
            Column.text(
                    "gift_rule",
                    line -> line.item() == null ? null : line.item().giftRule()),
            Column.number("quantity", Line::quantity),
            Column.number(
                    "unit_price",
                    line -> line.item() == null ? null : line.item().unitPrice()),
            Column.number(
                    "subtotal", line -> line.item() == null ? null : line.item().subtotal()),
            Column.number(
                    "discount", line -> line.item() == null ? null : line.item().discount()),
            Column.number(
                    "total", line -> line.item() == null ? null : line.item().total()),
            Column.text("reserved_until", Line::until));

    CartsCommand(Session session) {
        super(session);
    }

    /** The words that a shell offers. */
    static final class Statuses extends Words {
        Statuses() {
            super(CartStatus.values());
        }
    }

    /** A line, held or expired. */
    private record Line(
            int id,
            long variantId,
            String sku,
            String name,
            String status,
            int quantity,
            @Nullable Instant until,
            @Nullable CartItem item) {
        static List<Line> of(Cart cart) {
            return Stream.concat(
                            cart.items().stream()
                                    .map(item -> new Line(
                                            item.id(),
                                            item.variantId(),
                                            item.sku(),
                                            item.name(),
                                            item.reservedUntil() == null ? "sold" : "held",
                                            item.quantity(),
                                            item.reservedUntil(),
                                            item)),
                            cart.expiredItems().stream()
                                    .map(item -> new Line(
                                            item.id(),
                                            item.variantId(),
                                            item.sku(),
                                            item.name(),
                                            "expired",
                                            item.quantity(),
                                            item.expiredAt(),
                                            null)))
                    .toList();
        }
    }

    @Command(
            name = "list",
            description = "Lists carts, newest first.",
            footer = {"", "Examples:", "  holdfast carts list --status open", "  holdfast carts list --user sam -o json"
            })
    int list(
            @Option(
                            names = "--status",
                            paramLabel = "STATUS",
                            completionCandidates = Statuses.class,
                            description = "Only those that are open, checked_out or deleted.")
                    @Nullable
                    CartStatus status,
            @Option(names = "--user", paramLabel = "USER", description = "Only those of this user.") @Nullable
                    String user,
            @Mixin PageOptions page,
            @Mixin OutputOptions output) {
        return session.work(shop ->
                output.page(session, shop.carts().list(new CartFilter(user, status), page.request()), COLUMNS));
    }

    @Command(
            name = "show",
            description = "Shows a cart as its buyer sees it now, with its lines; in CSV the lines.",
            footer = {"", "Examples:", "  holdfast carts show 6", "  holdfast carts show 6 -o json"})
    int show(@Parameters(paramLabel = "CART", description = "Its id.") String cart, @Mixin OutputOptions output) {
        return session.work(shop -> show(session, shop.carts().get(References.id("cart", cart)), output));
    }

    @Command(
            name = "delete",
            description = "Gives a cart up, and lets go of all that it holds.",
            footer = {"", "Examples:", "  holdfast carts delete 6"})
    int delete(@Parameters(paramLabel = "CART", description = "Its id.") String cart, @Mixin OutputOptions output) {
        return session.work(shop -> show(session, shop.carts().delete(References.id("cart", cart)), output));
    }

    /** Shows a cart with its lines and charges. */
    static int show(Session session, Cart cart, OutputOptions output) {
        output.document(session, cart, COLUMNS, Line.of(cart), LINES);
        return output.more(session, cart.charges(), CHARGES);
    }
}
