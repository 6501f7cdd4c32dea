package dev.holdfast.cart;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Patch;
import dev.holdfast.internal.cart.CartExtras;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.Charge;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.event.EventRow;
import dev.holdfast.internal.event.EventWords;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.Purchases;
import dev.holdfast.internal.work.WorkingSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The commands on a cart. Each is answered with the whole cart as the command leaves it. */
final class CartCommands {
    private final Settings settings;

    CartCommands(Settings settings) {
        this.settings = settings;
    }

    Command<PutResult> put(long cartId, PutItem item) {
        return new PutItems<>("put_item", cartId, List.of(item), settings) {
            @Override
            String pointer(int place) {
                return "";
            }

            @Override
            PutResult answer(Cart cart, List<Integer> itemIds, boolean created) {
                return new PutResult(cart, itemIds.get(0), created);
            }
        };
    }

    Command<PutAllResult> putAll(long cartId, List<PutItem> items) {
        return new PutItems<>("put_items", cartId, items, settings) {
            @Override
            String pointer(int place) {
                return "/items/" + place;
            }

            @Override
            PutAllResult answer(Cart cart, List<Integer> itemIds, boolean created) {
                return new PutAllResult(cart, itemIds, created);
            }
        };
    }

    Command<Cart> changeItem(long cartId, int itemId, int quantity) {
        return changeItem(cartId, itemId, quantity, Patch.keep());
    }

    Command<Cart> changeItem(
            long cartId, int itemId, @Nullable Integer quantity, Patch<Map<String, @Nullable Object>> metadata) {
        return quantity == null
                ? changeMetadata(cartId, itemId, metadata)
                : new ChangeItem(cartId, itemId, quantity, metadata, settings);
    }

    // It moves no stock, so the item needs none of it.
    private Command<Cart> changeMetadata(long cartId, int itemId, Patch<Map<String, @Nullable Object>> change) {
        return new CartCommand<>("change_item", cartId, settings) {
            @Override
            Edit<Cart> edit(OpenCart cart) {
                Map<String, Object> metadata = MetadataJson.merged(cart.requireMetadata(itemId), change);
                List<CartItemRow> bought = cart.bought().stream()
                        .map(item -> item.id() == itemId ? item.with(metadata) : item)
                        .toList();
                return Edit.of(cart.head(), bought, () -> cart.note(itemId, metadata));
            }
        };
    }

    Command<Cart> removeItem(long cartId, int itemId) {
        return new CartCommand<>("remove_item", cartId, settings) {
            @Override
            public void needs(Needs needs) {
                super.needs(needs);
                needs.item(cartId, itemId);
            }

            @Override
            Edit<Cart> edit(OpenCart cart) {
                String gift = cart.requireItem(itemId);
                CartHead head = cart.head();
                return gift == null
                        ? Edit.of(head, cart.boughtWithout(itemId), () -> cart.remove(itemId))
                        : Edit.ofHead(head.with(head.extras().withDeclinedGift(gift)), cart);
            }
        };
    }

    Command<Cart> extend(long cartId) {
        return new CartCommand<>("extend_cart", cartId, settings) {
            @Override
            OpenCart open(WorkingSet shop) {
                return OpenCart.asPriced(shop, cartId, settings());
            }

            @Override
            public void users(WorkingSet shop, Set<String> users) {
                LockedCart cart = shop.cartIfLoaded(cartId);
                if (cart != null) {
                    cart.addHolder(users, shop.now());
                }
            }

            @Override
            public void purchases(WorkingSet shop, Purchases purchases) {
                LockedCart cart = shop.cartIfLoaded(cartId);
                if (cart != null) {
                    purchases.askForItems(cart.head().userId(), cart);
                }
            }

            @Override
            Edit<Cart> edit(OpenCart cart) {
                cart.shop().requireLocked(cart.row().head().userId());
                cart.shop().purchases().requireLocked(cart.row().head().userId());
                List<CartItemRow> renewed = cart.boughtRenewed();
                return Edit.of(
                        cart.head(),
                        renewed,
                        () -> renewed.forEach(item -> cart.row().items().put(item.id(), item)));
            }
        };
    }

    Command<Cart> change(long cartId, CartChange change) {
        return new ChangeCart(cartId, change, settings);
    }

    Command<Cart> setCharge(long cartId, NewCharge charge) {
        return new CartCommand<>("set_charge", cartId, settings) {
            @Override
            Edit<Cart> edit(OpenCart cart) {
                CartHead head = cart.head();
                Money amount = charge.amount();
                if (!amount.currency().equals(head.currency())) {
                    throw new CurrencyMismatchException(cartId, head.currency(), charge.code(), amount.currency());
                }
                CartExtras extras = head.extras().with(new Charge(charge.code(), charge.name(), amount.minor()));
                if (extras.charges().size() > Limits.CHARGES) {
                    throw new TooManyChargesException(cartId, Limits.CHARGES);
                }
                return Edit.ofHead(head.with(extras), cart);
            }
        };
    }

    Command<Cart> removeCharge(long cartId, String code) {
        return new CartCommand<>("remove_charge", cartId, settings) {
            @Override
            Edit<Cart> edit(OpenCart cart) {
                CartHead head = cart.head();
                if (!head.extras().hasCharge(code)) {
                    throw new NotFoundException("charge", "charge_code", code);
                }
                return Edit.ofHead(head.with(head.extras().without(code)), cart);
            }
        };
    }

    Command<Cart> delete(long cartId) {
        return new Delete(cartId, settings);
    }

    private static final class ChangeItem extends SetQuantities<Cart> {
        private final int itemId;
        private final int quantity;
        private final Patch<Map<String, @Nullable Object>> metadata;

        ChangeItem(
                long cartId,
                int itemId,
                int quantity,
                Patch<Map<String, @Nullable Object>> metadata,
                Settings settings) {
            super("change_item", cartId, settings);
            this.itemId = itemId;
            this.quantity = quantity;
            this.metadata = metadata;
        }

        @Override
        public void needs(Needs needs) {
            super.needs(needs);
            needs.item(cartId(), itemId);
        }

        @Override
        List<QuantityChange> changes(WorkingSet shop, LockedCart cart) {
            Long variantId = OpenCart.variantOf(cart, itemId);
            return variantId == null
                    ? List.of()
                    : List.of(QuantityChange.of(cart, variantId, quantity, shop.allocations(), null, shop.now()));
        }

        @Override
        CartHead head(OpenCart cart) {
            String gift = cart.requireItem(itemId);
            if (gift != null) {
                throw new GiftItemException(cartId(), itemId, gift);
            }
            return cart.head();
        }

        @Override
        Map<String, Object> metadata(int place, Map<String, Object> before) {
            return MetadataJson.merged(before, metadata);
        }

        @Override
        Cart answer(Cart cart, List<Integer> itemIds, boolean created) {
            return cart;
        }
    }

    /** Gives up the cart. It earns nothing any more, so it is not one of the commands that plan gifts. */
    private record Delete(long cartId, Settings settings) implements Command<Cart> {
        @Override
        public String name() {
            return "delete_cart";
        }

        @Override
        public long lane() {
            return cartId;
        }

        @Override
        public void needs(Needs needs) {
            needs.wholeCart(cartId);
        }

        @Override
        public Supplier<Cart> decide(WorkingSet shop) {
            OpenCart cart = OpenCart.asPriced(shop, cartId, settings);
            Integer ordersPlaced = cart.ordersPlaced(cart.head());
            // From here on everything is written.
            cart.removeAll();
            LockedCart row = cart.row();
            row.head(row.head().moved(CartStatus.DELETED.word(), null, shop.now()));
            shop.tell(EventRow.ofCart(EventWords.CART_DELETED, cartId, shop.actor()));
            CartSnapshot snapshot = shop.snapshot(row, ordersPlaced);
            return () -> CartView.show(snapshot, cart.book(), shop::locationCode);
        }
    }
}
