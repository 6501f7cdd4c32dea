package dev.holdfast.checkout;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.catalog.QuantityNotAllowedException;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.ExpiredItemRow;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.stock.LimitsRow;
import dev.holdfast.internal.stock.VariantRow;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.pricing.book.RuleBook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The items of a cart that a buyer has chosen to buy; all of them if none are named. */
record ChosenItems(List<CheckoutItem> items) {
    /** Checks them without looking at a cart. */
    void check(Validation checks) {
        checks.that(
                items.size() <= Limits.ITEMS_PER_CART,
                "/items",
                "has " + items.size() + " elements, more than " + Limits.ITEMS_PER_CART);
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            CheckoutItem item = items.get(i);
            Integer earlier = places.putIfAbsent(item.itemId(), i);
            checks.that(
                    earlier == null,
                    "/items/" + i + "/item_id",
                    item.itemId() + " is the item of /items/" + earlier + " as well");
            if (item.quantity() != null) {
                checks.between("/items/" + i + "/quantity", item.quantity(), 1, Limits.QUANTITY);
            }
        }
    }

    /**
     * The cart as if it held nothing but them, with the gifts that they earn.
     *
     * @throws InvalidInputException if the cart does not have one of them, or fewer units
     */
    CartSnapshot of(CartSnapshot cart, RuleBook book) {
        if (items.isEmpty()) {
            return cart.withDueGifts(book);
        }
        Validation checks = new Validation();
        Map<Integer, CartItemRow> held = new TreeMap<>();
        cart.items().stream().filter(CartItemRow::isGift).forEach(gift -> held.put(gift.id(), gift));
        List<ExpiredItemRow> expired = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            CheckoutItem chosen = items.get(i);
            String pointer = "/items/" + i;
            CartItemRow item = find(cart, chosen.itemId());
            if (item != null && !item.isGift()) {
                int quantity = chosen.quantity() == null ? item.quantity() : chosen.quantity();
                checks.that(
                        quantity <= item.quantity(),
                        pointer + "/quantity",
                        quantity + " is more than the " + item.quantity() + " that the cart holds");
                held.put(item.id(), item.holding(quantity, item.reservedUntil()));
            } else if (item != null) {
                checks.fail(pointer + "/item_id", chosen.itemId() + " is a gift, which comes with what earns it");
            } else {
                cart.expired().stream()
                        .filter(row -> row.id() == chosen.itemId())
                        .findFirst()
                        .ifPresentOrElse(
                                expired::add,
                                () -> checks.fail(
                                        pointer + "/item_id",
                                        chosen.itemId() + " is no item of cart "
                                                + cart.head().id()));
            }
        }
        checks.throwIfAny();
        expired.sort(Comparator.comparingInt(ExpiredItemRow::id));
        return new CartSnapshot(
                        cart.head(), List.copyOf(held.values()), expired, cart.storedCodes(), cart.ordersPlaced())
                .withGiftsInPart(book);
    }

    /**
     * Throws if a variant is not sold in the quantity that is bought of an item, or in the one that is left of it. An item
     * that is bought as a whole can be bought as it is held.
     */
    void requireQuantities(WorkingSet shop, LockedCart cart) {
        for (CheckoutItem chosen : items) {
            CartItemRow item = cart.items().get(chosen.itemId());
            Integer quantity = chosen.quantity();
            if (item != null && quantity != null && quantity < item.quantity()) {
                VariantRow variant = shop.variant(item.variantId());
                requireQuantity(variant, quantity);
                requireQuantity(variant, item.quantity() - quantity);
            }
        }
    }

    private static void requireQuantity(VariantRow variant, int quantity) {
        LimitsRow limits = variant.limits();
        if (!limits.isChoosable(quantity)) {
            throw new QuantityNotAllowedException(
                    variant.id(),
                    variant.sku(),
                    quantity,
                    limits.minQuantity(),
                    limits.maxQuantity(),
                    limits.quantityStep());
        }
    }

    private static @Nullable CartItemRow find(CartSnapshot cart, int itemId) {
        for (CartItemRow item : cart.items()) {
            if (item.id() == itemId) {
                return item;
            }
        }
        return null;
    }
}
