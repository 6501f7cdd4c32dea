package dev.holdfast.cart;

import dev.holdfast.Patch;
import dev.holdfast.internal.cart.CartExtras;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartNotes;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.Purchases;
import dev.holdfast.internal.work.WorkingSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changes a cart's user, tier, promo codes, attributes, e-mail address and metadata. */
final class ChangeCart extends CartCommand<Cart> {
    private final CartChange change;

    ChangeCart(long cartId, CartChange change, Settings settings) {
        super("change_cart", cartId, settings);
        this.change = change;
    }

    @Override
    public void needs(Needs needs) {
        super.needs(needs);
        needs.user(change.userId().value());
        change.namedCodes().forEach(needs::promoCode);
    }

    @Override
    public void users(WorkingSet shop, Set<String> users) {
        String user = change.userId().value();
        if (user != null) {
            users.add(user);
        }
    }

    @Override
    public void purchases(WorkingSet shop, Purchases purchases) {
        String user = change.userId().value();
        LockedCart cart = shop.cartIfLoaded(cartId());
        if (cart != null && !Objects.equals(user, cart.head().userId())) {
            purchases.askForAll(user);
        }
    }

    @Override
    Edit<Cart> edit(OpenCart cart) {
        CartHead before = cart.row().head();
        String user = change.userId().or(before.userId());
        if (user != null && !user.equals(before.userId())) {
            cart.limits().requireRoomFor(user);
            cart.limits().requirePurchases(user);
        }
        String tier = change.userTier().or(before.userTier());
        List<String> codes = Objects.requireNonNullElse(change.promoCodes().or(before.promoCodes()), List.of());
        SortedMap<String, String> attributes = merged(before.extras().attributes(), change.attributes());
        CartNotes notes = before.extras().notes();
        CartNotes notesAfter = new CartNotes(
                change.email().or(notes.email()), MetadataJson.merged(notes.metadata(), change.metadata()));
        CartExtras extras = before.extras().withAttributes(attributes).withNotes(notesAfter);
        return Edit.ofHead(cart.head().boughtBy(user, tier, codes).with(extras), cart);
    }

    // A null value removes its attribute. The limit holds for the result, whatever the change itself names.
    private static SortedMap<String, String> merged(
            SortedMap<String, String> present, Patch<Map<String, @Nullable String>> change) {
        if (!change.present()) {
            return present;
        }
        SortedMap<String, String> merged = new TreeMap<>();
        if (change.value() != null) {
            merged.putAll(present);
            change.value().forEach((name, value) -> {
                if (value == null) {
                    merged.remove(name);
                } else {
                    merged.put(name, value);
                }
            });
        }
        Validation checks = new Validation();
        InputChecks.attributeCount(checks, merged.size());
        checks.throwIfAny();
        return merged;
    }
}
