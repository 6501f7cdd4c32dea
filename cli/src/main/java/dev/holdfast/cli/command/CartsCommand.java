package dev.holdfast.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartFilter;
import dev.holdfast.cart.CartStatus;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.EnumCandidates;
import dev.holdfast.cli.input.Moments;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.Json;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.output.Section;
import dev.holdfast.cli.session.CommandGroup;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.stock.Places;
import dev.holdfast.server.http.wire.CartView;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast carts}. */
@Command(name = "carts", description = "Lists, shows and deletes carts, and changes their charges.")
final class CartsCommand extends CommandGroup {
    private static final List<Column> COLUMNS =
            Column.list("id# status user_id user_tier~ promo_codes~ items# expired_items#~ subtotal#~ charge_total#~ "
                    + "discount_total#~ total# currency order_id#~ created_at~ updated_at");

    private static final List<Column> SHOWN =
            Column.list("id# token status user_id user_tier promo_codes items# expired_items# subtotal# charge_total# "
                    + "discount_total# total# currency order_id# checkout_session=checkout_session.id? "
                    + "checkout_session_expires_at=checkout_session.expires_at? created_at updated_at attributes email "
                    + "metadata");

    private static final List<Column> CHARGES = Column.list("code name amount# discount# total#");

    private static final List<Column> ITEMS = Column.list(
            "id# variant_id#~ sku! name status gift_rule?~ quantity# backordered=backordered_quantity?#~ preordered=preordered_quantity?#~ available_at?~ unit_price?#~ subtotal?#~ discount?#~ total?# "
                    + "reserved_until");

    private static final List<Column> METADATA = Column.list("item_id=id# metadata");

    CartsCommand(Session session) {
        super(session);
    }

    /** Statuses for completion. */
    static final class Statuses extends EnumCandidates {
        Statuses() {
            super(CartStatus.values());
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
                            description = "Only carts with this status: open, checked_out or deleted.")
                    @Nullable
                    CartStatus status,
            @Option(names = "--user", paramLabel = "USER", description = "Only carts of this user.") @Nullable
                    String user,
            @Option(
                            names = "--from",
                            paramLabel = "TIME",
                            converter = Moments.class,
                            description = "Only carts created at this time or later, such as 2026-11-23T12:00:00Z.")
                    @Nullable
                    OffsetDateTime from,
            @Option(
                            names = "--to",
                            paramLabel = "TIME",
                            converter = Moments.class,
                            description = "Only carts created before this time.")
                    @Nullable
                    OffsetDateTime to,
            @Mixin PageOptions page,
            @Mixin OutputOptions output) {
        CartFilter filter = new CartFilter(
                user, status, from == null ? null : from.toInstant(), to == null ? null : to.toInstant());
        return session.work(shop ->
                output.page(session, CartView.listed(shop.carts().list(filter, page.request())), COLUMNS));
    }

    @Command(
            name = "show",
            description = "Shows a cart as its buyer sees it now. CSV shows its items only.",
            footer = {"", "Examples:", "  holdfast carts show 6", "  holdfast carts show 6 -o json"})
    int show(
            @Parameters(
                            paramLabel = "CART",
                            completionCandidates = Codes.Carts.class,
                            description = "The id of the cart.")
                    String cart,
            @Mixin OutputOptions output) {
        return session.work(shop -> show(session, shop.carts().get(References.id("cart", cart)), output));
    }

    @Command(
            name = "delete",
            description = "Deletes a cart and releases everything it holds.",
            footer = {"", "Examples:", "  holdfast carts delete 6"})
    int delete(
            @Parameters(
                            paramLabel = "CART",
                            completionCandidates = Codes.Carts.class,
                            description = "The id of the cart.")
                    String cart,
            @Mixin OutputOptions output) {
        return session.work(shop -> show(session, shop.carts().delete(References.id("cart", cart)), output));
    }

    /** Shows a cart with its items and charges. */
    static int show(Session session, Cart cart, OutputOptions output) {
        List<ObjectNode> items = items(cart);
        List<ObjectNode> noted =
                items.stream().filter(item -> !item.get("metadata").isEmpty()).toList();
        Section[] sections = {
            new Section(items, ITEMS),
            new Section(Places.held(cart.items()), Places.COLUMNS),
            new Section(cart.charges(), CHARGES),
            new Section(noted, METADATA)
        };
        return output.priced(session, cart, cart.searchedAll(), SHOWN, sections);
    }

    /** All items, each with its status; those that have expired come last. */
    private static List<ObjectNode> items(Cart cart) {
        Stream<ObjectNode> current = cart.items().stream()
                .map(item -> Json.object(item).put("status", item.reservedUntil() == null ? "sold" : "held"));
        Stream<ObjectNode> expired = cart.expiredItems().stream()
                .map(item -> Json.object(item)
                        .put("status", "expired")
                        .put("reserved_until", item.expiredAt().toString()));
        return Stream.concat(current, expired).toList();
    }
}
