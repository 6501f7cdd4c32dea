package dev.holdfast.cart;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts variants into a cart: one as a rule, or several at once, each another one. */
abstract class PutItems<R> extends SetQuantities<R> {
    private final List<PutItem> items;

    PutItems(String name, long cartId, List<PutItem> items, Settings settings) {
        super(name, cartId, settings);
        this.items = items;
    }

    // Puts contend for the stock of their variant, and each buyer has another cart.
    @Override
    public long lane() {
        return items.get(0).variantId();
    }

    @Override
    public void needs(Needs needs) {
        super.needs(needs);
        items.forEach(item -> needs.variant(item.variantId()).promoCode(item.promoCode()));
    }

    @Override
    final List<QuantityChange> changes(WorkingSet shop, LockedCart cart) {
        List<QuantityChange> changes = new ArrayList<>(items.size());
        for (PutItem item : items) {
            changes.add(QuantityChange.of(
                    cart, item.variantId(), item.quantity(), shop.allocations(), item.locations(), shop.now()));
        }
        return changes;
    }

    @Override
    final CartHead head(OpenCart cart) {
        CartHead head = cart.head();
        String tier = head.userTier();
        List<String> codes = head.promoCodes();
        requireLocations(cart.shop());
        for (PutItem item : items) {
            tier = item.userTier() == null ? tier : item.userTier();
            codes = item.promoCode() == null ? codes : withCode(codes, item.promoCode());
        }
        return head.boughtBy(head.userId(), tier, codes);
    }

    private void requireLocations(WorkingSet shop) {
        Validation checks = new Validation();
        for (int i = 0; i < items.size(); i++) {
            List<String> named = items.get(i).locations();
            for (int j = 0; named != null && j < named.size(); j++) {
                checks.that(
                        shop.allocations().isSoldFrom(named.get(j)),
                        pointer(i) + "/locations/" + j,
                        Validation.shown(named.get(j)) + " is not a location that carts take units from");
            }
        }
        checks.throwIfAny();
    }

    /** Where an item stands in the request. */
    abstract String pointer(int place);

    @Override
    final Map<String, Object> metadata(int place, Map<String, Object> before) {
        Map<String, ? extends @Nullable Object> given = items.get(place).metadata();
        return given == null ? before : MetadataJson.stored(given);
    }

    // A code that the cart has already, in upper or lower case, is not added again.
    private static List<String> withCode(List<String> codes, String code) {
        if (codes.stream().anyMatch(code::equalsIgnoreCase)) {
            return codes;
        }
        if (codes.size() == Limits.PROMO_CODES) {
            throw new InvalidInputException(
                    "/promo_code", "the cart already has " + codes.size() + " promo codes, the most it can have");
        }
        List<String> more = new ArrayList<>(codes);
        more.add(code);
        return more;
    }
}
