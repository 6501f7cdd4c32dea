package dev.holdfast.cli.command;

import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.SessionFilter;
import dev.holdfast.checkout.SessionStatus;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.EnumCandidates;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.output.Section;
import dev.holdfast.cli.session.CommandGroup;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.stock.Places;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast sessions}. */
@Command(name = "sessions", description = "Lists and shows checkout sessions.")
final class SessionsCommand extends CommandGroup {
    private static final List<Column> COLUMNS = Column.list("id! status cart_id# total# refund_due# expires_at~ "
            + "currency~ order_id#~ user_id~ reference~ items#~ shortages#~ created_at~");

    private static final List<Column> SHOWN =
            Column.list("id! status cart_id# user_id items# subtotal# charge_total# discount_total# total# "
                    + "refund_due# currency order_id# reference created_at expires_at updated_at");

    private static final List<Column> ITEMS = Column.list(
            "id# variant_id#~ sku! name quantity# backordered=backordered_quantity#~ "
                    + "preordered=preordered_quantity#~ available_at~ unit_price#~ subtotal#~ discount#~ total# gift_rule~ reserved_until~");

    private static final List<Column> CHARGES = Column.list("code name amount# discount# total#");

    private static final List<Column> SHORTAGES = Column.list("variant_id# requested# available#");

    private static final List<Column> PAYMENTS = Column.list("id# kind amount# reference flag created_at actor~");

    SessionsCommand(Session session) {
        super(session);
    }

    /** Statuses for completion. */
    static final class Statuses extends EnumCandidates {
        Statuses() {
            super(SessionStatus.values());
        }
    }

    @Command(
            name = "list",
            description = {
                "Lists checkout sessions, newest first.",
                "Those in shortfall were paid for after units were gone: give their refund_due back."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast sessions list --status shortfall",
                "  holdfast sessions list --cart 12 -o json"
            })
    int list(
            @Option(
                            names = "--status",
                            paramLabel = "STATUS",
                            completionCandidates = Statuses.class,
                            description = "Only sessions with this status: open, completed, cancelled, expired, "
                                    + "shortfall or refunded.")
                    @Nullable
                    SessionStatus status,
            @Option(
                            names = "--cart",
                            paramLabel = "CART",
                            completionCandidates = Codes.Carts.class,
                            description = "Only sessions of this cart.")
                    @Nullable
                    String cart,
            @Mixin PageOptions page,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            SessionFilter filter = new SessionFilter(status, cart == null ? null : References.id("cart", cart));
            return output.page(session, shop.checkoutSessions().list(filter, page.request()), COLUMNS);
        });
    }

    @Command(
            name = "show",
            description = {
                "Shows a checkout session, with what it is short of and what was paid for it.",
                "CSV shows its items only."
            },
            footer = {"", "Examples:", "  holdfast sessions show cs_0123456789abcdefghijklmnopqrstuv"})
    int show(
            @Parameters(
                            paramLabel = "SESSION",
                            completionCandidates = Codes.Sessions.class,
                            description = "The id of the session.")
                    String id,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            CheckoutSession found = shop.checkoutSessions().get(id);
            return output.document(
                    session,
                    found,
                    SHOWN,
                    new Section(found.items(), ITEMS),
                    new Section(Places.held(found.items()), Places.COLUMNS),
                    new Section(found.charges(), CHARGES),
                    new Section(found.shortages(), SHORTAGES),
                    new Section(found.payments(), PAYMENTS));
        });
    }
}
