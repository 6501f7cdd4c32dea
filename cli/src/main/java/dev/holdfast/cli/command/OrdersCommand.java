package dev.holdfast.cli.command;

import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.Amounts;
import dev.holdfast.cli.input.EnumCandidates;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.output.Section;
import dev.holdfast.cli.session.CommandGroup;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.stock.Places;
import dev.holdfast.order.Correction;
import dev.holdfast.order.ItemCondition;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewFulfilment;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderStatus;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.order.PaymentStatus;
import dev.holdfast.order.ReturnedUnits;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast orders}. */
@Command(name = "orders", description = "Lists and shows orders, and notes what happens to them.")
final class OrdersCommand extends CommandGroup {
    private static final List<Column> COLUMNS = Column.list(
            "id# number~ status payment_status cart_id#~ user_id items#~ subtotal#~ charge_total#~ discount_total#~ total# "
                    + "refund_total#~ refund_due#~ currency placed_at");

    private static final List<Column> SHOWN = Column.list(
            "id# number status payment_status cart_id# user_id items# subtotal# charge_total# discount_total# total# "
                    + "refund_total# refund_due# currency placed_at pay_by user_tier promo_codes attributes policy email "
                    + "reference metadata");

    private static final List<Column> ITEMS =
            Column.list("id# variant_id#~ sku! name quantity# cancelled=cancelled_quantity#~ "
                    + "fulfilled=fulfilled_quantity#~ returned=returned_quantity#~ backordered=backordered_quantity#~ "
                    + "preordered=preordered_quantity#~ available_at~ unit_price#~ "
                    + "subtotal#~ discount#~ total# gift_rule~");

    private static final List<Column> METADATA = Column.list("item_id=id# metadata");

    private static final List<Column> CHARGES = Column.list("code name amount# discount# total#");

    private static final List<Column> CORRECTIONS =
            Column.list("id# kind items# charges#~ refund_total# reason reference~ created_at actor~");

    private static final List<Column> PAYMENTS = Column.list("id# kind amount# reference flag created_at actor~");

    private static final List<Column> CORRECTED_ITEMS = Column.list("item_id# quantity# condition refund#");

    private static final List<Column> CORRECTED_CHARGES = Column.list("code refund#");

    OrdersCommand(Session session) {
        super(session);
    }

    /** Statuses for completion. */
    static final class Statuses extends EnumCandidates {
        Statuses() {
            super(OrderStatus.values());
        }
    }

    /** Payment statuses for completion. */
    static final class PaymentStatuses extends EnumCandidates {
        PaymentStatuses() {
            super(PaymentStatus.values());
        }
    }

    /** Kinds of payments for completion. */
    static final class PaymentKinds extends EnumCandidates {
        PaymentKinds() {
            super(PaymentKind.values());
        }
    }

    @Command(
            name = "list",
            description = "Lists orders, newest first.",
            footer = {
                "",
                "Examples:",
                "  holdfast orders list --user sam",
                "  holdfast orders list --email sam@example.com",
                "  holdfast orders list --status placed --payment paid --from 2026-11-01T00:00:00Z",
                "  holdfast orders list --limit 1000 -o csv > orders.csv"
            })
    int list(@Mixin OrderFilterOptions wanted, @Mixin PageOptions page, @Mixin OutputOptions output) {
        return session.work(shop -> output.page(session, shop.orders().list(wanted.filter(), page.request()), COLUMNS));
    }

    @Command(
            name = "show",
            description = {"Shows an order, and what happened to it since it was placed.", "CSV shows its items only."},
            footer = {"", "Examples:", "  holdfast orders show 1001", "  holdfast orders show 1001 -o json"})
    int show(
            @Parameters(
                            paramLabel = "ORDER",
                            completionCandidates = Codes.Orders.class,
                            description = "The id of the order, which is also its number.")
                    String order,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            Order found = shop.orders().get(References.id("order", order));
            Section[] sections = {
                new Section(found.items(), ITEMS),
                new Section(Places.sold(found.items()), Places.COLUMNS),
                new Section(found.charges(), CHARGES),
                new Section(
                        found.items().stream()
                                .filter(item -> !item.metadata().isEmpty())
                                .toList(),
                        METADATA),
                new Section(found.corrections(), CORRECTIONS),
                new Section(found.payments(), PAYMENTS)
            };
            return output.priced(session, found, found.searchedAll(), SHOWN, sections);
        });
    }

    @Command(
            name = "cancel",
            description = {
                "Cancels units that were not sent, and charges.",
                "Without any, all that is left. The units go back into stock."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast orders cancel 1001 --reason \"changed his mind\"",
                "  holdfast orders cancel 1001 --item 1:2 --charge shipping"
            })
    int cancel(
            @Parameters(
                            paramLabel = "ORDER",
                            completionCandidates = Codes.Orders.class,
                            description = "The id of the order.")
                    String order,
            @Option(names = "--item", paramLabel = "UNITS", description = UnitsArgument.HELP) @Nullable
                    List<String> items,
            @Mixin RefundOptions refund,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            NewCancellation cancellation =
                    new NewCancellation(UnitsArgument.list(items), refund.charges(), refund.total(), refund.reason());
            return show(shop.orders().cancel(References.id("order", order), cancellation), output);
        });
    }

    @Command(
            name = "return",
            description = {
                "Takes units back that were sent, and gives charges back.",
                "Units that can be sold again go back into stock."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast orders return 1001 --item 1",
                "  holdfast orders return 1001 --item 1:2 --damaged 1:1 --refund 25.00 --reason \"restocking fee\""
            })
    int takeBack(
            @Parameters(
                            paramLabel = "ORDER",
                            completionCandidates = Codes.Orders.class,
                            description = "The id of the order.")
                    String order,
            @Option(names = "--item", paramLabel = "UNITS", description = UnitsArgument.HELP) @Nullable
                    List<String> items,
            @Option(
                            names = "--damaged",
                            paramLabel = "UNITS",
                            description = "The same for units that do not go back into stock.")
                    @Nullable
                    List<String> damaged,
            @Mixin RefundOptions refund,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            List<ReturnedUnits> returned = Stream.concat(
                            UnitsArgument.list(items).stream()
                                    .map(units -> new ReturnedUnits(units, ItemCondition.SELLABLE)),
                            UnitsArgument.list(damaged).stream()
                                    .map(units -> new ReturnedUnits(units, ItemCondition.DAMAGED)))
                    .toList();
            NewReturn newReturn = new NewReturn(returned, refund.charges(), refund.total(), refund.reason());
            return show(shop.orders().takeBack(References.id("order", order), newReturn), output);
        });
    }

    @Command(
            name = "fulfil",
            description = {"Notes that units were sent.", "Without any, all that are left."},
            footer = {"", "Examples:", "  holdfast orders fulfil 1001 --reference \"parcel 7\""})
    int fulfil(
            @Parameters(
                            paramLabel = "ORDER",
                            completionCandidates = Codes.Orders.class,
                            description = "The id of the order.")
                    String order,
            @Option(names = "--item", paramLabel = "UNITS", description = UnitsArgument.HELP) @Nullable
                    List<String> items,
            @Option(names = "--reference", paramLabel = "TEXT", description = "Your own document.") @Nullable
                    String reference,
            @Mixin OutputOptions output) {
        return session.work(shop -> show(
                shop.orders()
                        .fulfil(References.id("order", order), new NewFulfilment(UnitsArgument.list(items), reference)),
                output));
    }

    @Command(
            name = "pay",
            description = {"Notes what a payment provider reports.", "A report that is repeated changes nothing."},
            footer = {"", "Examples:", "  holdfast orders pay 1001 captured 20.00 ch_1"})
    int pay(
            @Parameters(
                            paramLabel = "ORDER",
                            completionCandidates = Codes.Orders.class,
                            description = "The id of the order.")
                    String order,
            @Parameters(
                            paramLabel = "KIND",
                            completionCandidates = PaymentKinds.class,
                            description = "What happened: authorized, captured, failed or refunded.")
                    PaymentKind kind,
            @Parameters(paramLabel = "AMOUNT", description = "The amount in the order's currency, such as 20.00.")
                    String amount,
            @Parameters(paramLabel = "REFERENCE", description = "The provider's own name for it.") String reference,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            NewPayment payment = new NewPayment(kind, Amounts.decimal("/amount", amount), reference);
            return output.one(session, shop.orders().pay(References.id("order", order), payment), PAYMENTS);
        });
    }

    private int show(Correction correction, OutputOptions output) {
        return output.document(
                session,
                correction,
                CORRECTIONS,
                new Section(correction.items(), CORRECTED_ITEMS),
                new Section(correction.charges(), CORRECTED_CHARGES));
    }
}
