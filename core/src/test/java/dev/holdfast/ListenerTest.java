package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.cart.CartChange;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class ListenerTest {
    private final TestShop shop = new TestShop();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> moved = new CopyOnWriteArrayList<>();

    private final HoldfastListener listener = new HoldfastListener() {
        @Override
        public void commandEnded(String command, String outcome, Duration duration) {
            told.add(command + " " + outcome + (duration.isNegative() ? " in no time" : ""));
        }

        @Override
        public void batchEnded(int commands) {
            told.add("batch of " + commands);
        }

        @Override
        public void unitsMoved(String kind, long units) {
            moved.add(units + " " + kind);
        }

        @Override
        public void promoCodesUnknown(int codes) {
            moved.add(codes + " unknown");
        }

        @Override
        public void sweepEnded(SweepResult result) {
            told.add("swept " + result.items());
        }

        @Override
        public void sweepFailed(RuntimeException failure) {
            told.add("sweep failed: " + failure.getMessage());
        }
    };

    private final Holdfast holdfast = shop.builder().listener(listener).build();

    @Test
    void isToldOfCommandsWithTheirOutcomes() {
        Variant variant = shop.variant(2);
        // Created here, so that the rule book is loaded: a command without it runs twice.
        long cart = holdfast.carts().create(NewCart.anonymous()).id();

        holdfast.carts().put(cart, PutItem.of(variant.id(), 2));
        assertThatExceptionOfType(InsufficientStockException.class)
                .isThrownBy(() -> holdfast.carts().put(shop.cart(), PutItem.of(variant.id(), 1)));
        holdfast.checkout().place(CheckoutRequest.of(cart));

        assertThat(told)
                .containsExactly(
                        "batch of 1",
                        "put_item accepted",
                        "batch of 1",
                        "put_item insufficient_stock",
                        "batch of 1",
                        "checkout accepted");
    }

    @Test
    void isToldOfUnitsThatMovedOnceTheyAreCommitted() {
        Variant variant = shop.variant(7);
        long cart = holdfast.carts().create(NewCart.anonymous()).id();

        holdfast.carts().put(cart, PutItem.of(variant.id(), 5));
        holdfast.carts().put(cart, PutItem.of(variant.id(), 3));
        assertThatExceptionOfType(InsufficientStockException.class)
                .isThrownBy(() -> holdfast.carts().put(shop.cart(), PutItem.of(variant.id(), 5)));
        holdfast.checkout().place(CheckoutRequest.of(cart));
        assertThat(moved).containsExactly("5 reserved", "2 released", "3 sold");

        moved.clear();
        long other = holdfast.carts().create(NewCart.anonymous()).id();
        holdfast.carts().put(other, PutItem.of(variant.id(), 4));
        shop.letExpire();
        holdfast.carts().put(shop.cart(), PutItem.of(variant.id(), 1));
        assertThat(moved).containsExactly("4 reserved", "4 expired", "1 reserved");
    }

    @Test
    void isToldOfPromoCodesThatDoNotExistWhenTheyAreGiven() {
        Variant variant = shop.variant(7);
        NewCart guess = new NewCart(null, null, List.of("GUESS-1", "GUESS-2"), null);
        long cart = holdfast.carts().create(guess).id();
        holdfast.carts().get(cart);
        holdfast.carts().put(cart, PutItem.of(variant.id(), 1));
        assertThat(moved).containsExactly("2 unknown", "1 reserved");

        moved.clear();
        holdfast.carts().change(cart, new CartChange(Patch.keep(), Patch.keep(), Patch.set(List.of("GUESS-3"))));
        holdfast.carts().change(cart, new CartChange(Patch.keep(), Patch.set("gold"), Patch.keep()));
        assertThat(moved).containsExactly("1 unknown");
    }

    @Test
    void isToldOfSweepsThatChangeSomething() {
        shop.cartWith(shop.variant(1), 1);
        shop.letExpire();

        holdfast.sweeper().sweep(SweepOptions.defaults().asDryRun());
        holdfast.sweeper().sweep(SweepOptions.defaults());
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> holdfast.sweeper()
                        .sweep(SweepOptions.defaults().withLock(() -> {
                            throw new IllegalStateException("no lock today");
                        })));

        assertThat(told).containsExactly("swept 1", "sweep failed: no lock today");
    }

    @Test
    void changesNothingWhenItThrows() {
        HoldfastListener broken = new HoldfastListener() {
            @Override
            public void commandEnded(String command, String outcome, Duration duration) {
                throw new IllegalStateException("a broken listener");
            }

            @Override
            public void batchEnded(int commands) {
                throw new IllegalStateException("a broken listener");
            }

            @Override
            public void sweepEnded(SweepResult result) {
                throw new IllegalStateException("a broken listener");
            }
        };
        Holdfast listened = shop.builder().listener(broken).build();
        Variant variant = shop.variant(1);
        long cart = shop.cart();

        listened.carts().put(cart, PutItem.of(variant.id(), 1));
        listened.checkout().place(CheckoutRequest.of(cart));
        SweepResult swept = listened.sweeper().sweep(SweepOptions.defaults());

        assertThat(swept.finished()).isTrue();
        assertThat(shop.now(variant).stockQuantity()).isZero();
        assertThat(shop.contradictions()).isZero();
    }
}
