package dev.holdfast.cli.command;

import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.Moments;
import dev.holdfast.cli.input.References;
import dev.holdfast.order.OrderFilter;
import dev.holdfast.order.OrderStatus;
import dev.holdfast.order.PaymentStatus;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select orders. */
final class OrderFilterOptions {
    @Option(
            names = "--status",
            paramLabel = "STATUS",
            completionCandidates = OrdersCommand.Statuses.class,
            description = "Only orders with this status: placed, fulfilled, cancelled or returned.")
    private @Nullable OrderStatus status;

    @Option(
            names = "--payment",
            paramLabel = "STATUS",
            completionCandidates = OrdersCommand.PaymentStatuses.class,
            description = "Only orders with this payment status: unpaid, authorized, paid,"
                    + " partially_refunded, refunded or failed.")
    private @Nullable PaymentStatus payment;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Moments.class,
            description = "Only orders placed at this time or later, such as 2026-11-23T12:00:00Z.")
    private @Nullable OffsetDateTime from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Moments.class,
            description = "Only orders placed before this time.")
    private @Nullable OffsetDateTime to;

    @Option(names = "--user", paramLabel = "USER", description = "Only orders of this user.")
    private @Nullable String user;

    @Option(
            names = "--cart",
            paramLabel = "CART",
            completionCandidates = Codes.Carts.class,
            description = "Only orders placed from this cart: its id.")
    private @Nullable String cart;

    @Option(
            names = "--email",
            paramLabel = "ADDRESS",
            description = "Only orders of this e-mail address, in upper or lower case.")
    private @Nullable String email;

    @Option(names = "--reference", paramLabel = "TEXT", description = "Only orders that another system calls so.")
    private @Nullable String reference;

    @Option(
            names = "--promo-code",
            paramLabel = "CODE",
            completionCandidates = Codes.PromoCodes.class,
            description = "Only orders in which this promo code was entered, in upper or lower case.")
    private @Nullable String promoCode;

    /** The filter that was given. */
    OrderFilter filter() {
        return new OrderFilter(
                user,
                status,
                payment,
                cart == null ? null : (Long) References.id("cart", cart),
                from == null ? null : from.toInstant(),
                to == null ? null : to.toInstant(),
                email,
                reference,
                promoCode);
    }
}
