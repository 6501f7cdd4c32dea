package dev.holdfast.cart;

import dev.holdfast.Patch;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Changes a cart's user, tier, promo codes and attributes. */
final class ChangeCart implements Command<Cart> {
    private final long cartId;
    private final CartChange change;
    private final Settings settings;
    private final Gifts gifts = new Gifts();

    ChangeCart(long cartId, CartChange change, Settings settings) {
        this.cartId = cartId;
        this.change = change;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "change_cart";
    }

    @Override
    public long lane() {
        return cartId;
    }

    @Override
    public void needs(Needs needs) {
        gifts.needs(needs.cart(cartId).user(change.userId().value()));
        Objects.requireNonNullElse(change.promoCodes().value(), List.<String>of())
                .forEach(needs::promoCode);
    }

    @Override
    public void demand(WorkingSet shop, Demand demand) {
        gifts.demand(demand);
    }

    @Override
    public void users(WorkingSet shop, Set<String> users) {
        String user = change.userId().value();
        if (user != null) {
            users.add(user);
        }
    }

    @Override
    public Supplier<Cart> decide(WorkingSet shop) {
        OpenCart cart = OpenCart.of(shop, cartId, settings);
        CartHead columns = cart.row().columns();
        String user = change.userId().or(columns.userId());
        if (user != null && !user.equals(columns.userId())) {
            cart.requireRoomFor(user);
        }
        List<String> codes = change.promoCodes().or(columns.promoCodes());
        cart.become(
                cart.priced(columns.boughtBy(
                                user,
                                change.userTier().or(columns.userTier()),
                                Objects.requireNonNullElse(codes, List.of()))
                        .with(columns.extras()
                                .withAttributes(merged(columns.extras().attributes(), change.attributes())))),
                gifts);
        return CartCommands.show(cart);
    }

    // Those that are named are set or, by null, removed; a merge that may have too many in the end is refused.
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
