package dev.holdfast.cart;

import dev.holdfast.internal.CartRow;
import dev.holdfast.internal.CartSnapshot;
import dev.holdfast.internal.Line;
import dev.holdfast.internal.RuleBooks;
import dev.holdfast.pricing.Quote;
import dev.holdfast.pricing.QuotedCharge;
import dev.holdfast.pricing.QuotedLine;
import dev.holdfast.pricing.RuleBook;
import java.util.ArrayList;
import java.util.List;

/** Shows a cart to its buyer: prices it by the book that it names, which gives the same each time. */
final class CartView {
    private final RuleBooks books;

    CartView(RuleBooks books) {
        this.books = books;
    }

    Cart show(CartSnapshot snapshot) {
        return show(snapshot, books.at(snapshot.columns().bookToken()));
    }

    /** With the book that the cart names. */
    static Cart show(CartSnapshot snapshot, RuleBook book) {
        CartRow.Columns columns = snapshot.columns();
        Quote quote = snapshot.quote(book);
        CartStatus status = CartStatus.of(columns.status());
        List<CartItem> items = new ArrayList<>();
        for (int i = 0; i < snapshot.lines().size(); i++) {
            items.add(item(snapshot.lines().get(i), quote.lines().get(i), status));
        }
        return new Cart(
                columns.id(),
                status,
                columns.userId(),
                columns.userTier(),
                columns.promoCodes(),
                columns.currency(),
                items,
                snapshot.expired().stream()
                        .map(line -> new ExpiredItem(
                                line.id(),
                                line.key().variantId(),
                                line.sku(),
                                line.name(),
                                line.quantity(),
                                line.expiredAt()))
                        .toList(),
                charges(columns, quote),
                columns.extras().attributes(),
                quote.subtotal(),
                quote.chargeTotal(),
                quote.discountTotal(),
                quote.total(),
                quote.explanation(),
                columns.orderId(),
                columns.createdAt(),
                columns.updatedAt());
    }

    private static List<CartCharge> charges(CartRow.Columns columns, Quote quote) {
        List<CartCharge> charges = new ArrayList<>();
        for (int i = 0; i < quote.charges().size(); i++) {
            QuotedCharge quoted = quote.charges().get(i);
            charges.add(new CartCharge(
                    quoted.charge().code(),
                    columns.extras().charges().get(i).name(),
                    quoted.charge().amount(),
                    quoted.discount(),
                    quoted.total(),
                    quoted.explanation()));
        }
        return charges;
    }

    private static CartItem item(Line line, QuotedLine quoted, CartStatus status) {
        return new CartItem(
                line.id(),
                line.key().variantId(),
                line.productId(),
                line.sku(),
                line.name(),
                line.quantity(),
                quoted.line().unitPrice(),
                quoted.subtotal(),
                quoted.discount(),
                quoted.total(),
                status == CartStatus.OPEN ? line.reservedUntil() : null,
                line.giftRule(),
                quoted.explanation());
    }
}
