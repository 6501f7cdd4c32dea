package dev.holdfast.cart;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.internal.cart.CartExtras;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.Charge;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.pricing.quote.PriceEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can be done to a cart. Each answers the whole cart, as it is after the command. */
final class CartCommands {
    private final Settings settings;

    CartCommands(Settings settings) {
        this.settings = settings;
    }

    Command<PutResult> put(long cartId, PutItem item) {
        return new Put(cartId, item);
    }

    Command<Cart> changeItem(long cartId, int itemId, int quantity) {
        return new ChangeItem(cartId, itemId, quantity);
    }

    Command<Cart> removeItem(long cartId, int itemId) {
        return command("remove_item", cartId, needs -> needs.item(cartId, itemId), (shop, gifts) -> {
            OpenCart cart = OpenCart.of(shop, cartId, settings);
            cart.keyOf(itemId);
            CartHead after = cart.priced(cart.row().columns());
            String gift = cart.giftRuleOf(itemId);
            if (gift != null) {
                cart.become(after.with(after.extras().withDeclinedGift(gift)), gifts);
                return cart;
            }
            GiftPlan plan = gifts.plan(cart, after, cart.boughtWithout(itemId));
            cart.remove(itemId);
            cart.row().columns(after);
            cart.settle(plan);
            return cart;
        });
    }

    Command<Cart> extend(long cartId) {
        return command("extend_cart", cartId, needs -> needs.cart(cartId), (shop, gifts) -> {
            OpenCart cart = OpenCart.asPriced(shop, cartId, settings);
            cart.extend(gifts.planAsHeld(cart));
            return cart;
        });
    }

    Command<Cart> change(long cartId, CartChange change) {
        return new ChangeCart(cartId, change, settings);
    }

    Command<Cart> setCharge(long cartId, NewCharge charge) {
        return command("set_charge", cartId, needs -> needs.cart(cartId), (shop, gifts) -> {
            OpenCart cart = OpenCart.of(shop, cartId, settings);
            CartHead columns = cart.row().columns();
            Money amount = charge.amount();
            if (!amount.currency().equals(columns.currency())) {
                throw new CurrencyMismatchException(cartId, columns.currency(), charge.code(), amount.currency());
            }
            CartExtras extras = columns.extras().with(new Charge(charge.code(), charge.name(), amount.minor()));
            if (extras.charges().size() > PriceEngine.MAX_CHARGES) {
                throw new TooManyChargesException(cartId, PriceEngine.MAX_CHARGES);
            }
            cart.become(cart.priced(columns.with(extras)), gifts);
            return cart;
        });
    }

    Command<Cart> removeCharge(long cartId, String code) {
        return command("remove_charge", cartId, needs -> needs.cart(cartId), (shop, gifts) -> {
            OpenCart cart = OpenCart.of(shop, cartId, settings);
            CartHead columns = cart.row().columns();
            if (!columns.extras().hasCharge(code)) {
                throw new NotFoundException("charge", "charge_code", code);
            }
            cart.become(cart.priced(columns.with(columns.extras().without(code))), gifts);
            return cart;
        });
    }

    Command<Cart> delete(long cartId) {
        return command("delete_cart", cartId, needs -> needs.wholeCart(cartId), (shop, gifts) -> {
            OpenCart cart = OpenCart.asPriced(shop, cartId, settings);
            cart.removeAll();
            cart.row().columns(cart.row().columns().moved(CartStatus.DELETED.word(), null, shop.now()));
            return cart;
        });
    }

    private interface NeedsWriter {
        void write(Needs needs);
    }

    private interface Decision {
        OpenCart decide(WorkingSet shop, Gifts gifts);
    }

    private Command<Cart> command(String name, long cartId, NeedsWriter needed, Decision decision) {
        Gifts gifts = new Gifts();
        return new Command<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long lane() {
                return cartId;
            }

            @Override
            public void needs(Needs needs) {
                needed.write(needs);
                gifts.needs(needs);
            }

            @Override
            public void demand(WorkingSet shop, Demand demand) {
                gifts.demand(demand);
            }

            @Override
            public Supplier<Cart> decide(WorkingSet shop) {
                return show(decision.decide(shop, gifts));
            }
        };
    }

    // A code that the cart has already, in any case of letters, is not added again.
    private static List<String> withCode(List<String> codes, @Nullable String code) {
        if (code == null || codes.stream().anyMatch(code::equalsIgnoreCase)) {
            return codes;
        }
        if (codes.size() == InputChecks.MAX_PROMO_CODES) {
            throw new InvalidInputException(
                    "/promo_code", "the cart has " + codes.size() + " codes, and cannot have more");
        }
        List<String> more = new ArrayList<>(codes);
        more.add(code);
        return more;
    }

    /** The answer: the cart as it is now, made when it is asked for. */
    static Supplier<Cart> show(OpenCart cart) {
        CartSnapshot snapshot = cart.shop().snapshot(cart.row());
        return () -> CartView.show(snapshot, cart.book());
    }

    private final class Put implements Command<PutResult> {
        private final long cartId;
        private final PutItem item;
        private final Gifts gifts = new Gifts();

        Put(long cartId, PutItem item) {
            this.cartId = cartId;
            this.item = item;
        }

        @Override
        public String name() {
            return "put_item";
        }

        @Override
        public long lane() {
            return item.variantId();
        }

        @Override
        public void needs(Needs needs) {
            gifts.needs(needs.cart(cartId).variant(item.variantId()).promoCode(item.promoCode()));
        }

        @Override
        public void demand(WorkingSet shop, Demand demand) {
            OpenCart.demand(shop, cartId, StockKey.of(item.variantId()), item.quantity(), demand);
            gifts.demand(demand);
        }

        @Override
        public void users(WorkingSet shop, Set<String> users) {
            OpenCart.user(shop, cartId, users);
        }

        @Override
        public Supplier<PutResult> decide(WorkingSet shop) {
            OpenCart cart = OpenCart.of(shop, cartId, settings);
            CartHead columns = cart.row().columns();
            List<String> codes = withCode(columns.promoCodes(), item.promoCode());
            String tier = item.userTier() == null ? columns.userTier() : item.userTier();
            StockKey key = StockKey.of(item.variantId());
            CartHead after = cart.priced(columns.boughtBy(columns.userId(), tier, codes));
            GiftPlan plan = gifts.plan(cart, after, cart.boughtWith(key, item.quantity()));
            OpenCart.Held held = cart.hold(key, item.quantity());
            cart.row().columns(cart.priced(cart.row().columns().boughtBy(columns.userId(), tier, codes)));
            cart.settle(plan);
            Supplier<Cart> shown = show(cart);
            return () -> new PutResult(shown.get(), held.itemId(), held.created());
        }
    }

    private final class ChangeItem implements Command<Cart> {
        private final long cartId;
        private final int itemId;
        private final int quantity;
        private final Gifts gifts = new Gifts();

        ChangeItem(long cartId, int itemId, int quantity) {
            this.cartId = cartId;
            this.itemId = itemId;
            this.quantity = quantity;
        }

        @Override
        public String name() {
            return "change_item";
        }

        @Override
        public long lane() {
            return cartId;
        }

        @Override
        public void needs(Needs needs) {
            gifts.needs(needs.item(cartId, itemId));
        }

        @Override
        public void demand(WorkingSet shop, Demand demand) {
            OpenCart.demandOfItem(shop, cartId, itemId, quantity, demand);
            gifts.demand(demand);
        }

        @Override
        public void users(WorkingSet shop, Set<String> users) {
            OpenCart.user(shop, cartId, users);
        }

        @Override
        public Supplier<Cart> decide(WorkingSet shop) {
            OpenCart cart = OpenCart.of(shop, cartId, settings);
            StockKey key = cart.keyOf(itemId);
            String gift = cart.giftRuleOf(itemId);
            if (gift != null) {
                throw new GiftItemException(cartId, itemId, gift);
            }
            CartHead after = cart.priced(cart.row().columns());
            GiftPlan plan = gifts.plan(cart, after, cart.boughtWith(key, quantity));
            cart.hold(key, quantity);
            cart.row().columns(cart.priced(cart.row().columns()));
            cart.settle(plan);
            return show(cart);
        }
    }
}
