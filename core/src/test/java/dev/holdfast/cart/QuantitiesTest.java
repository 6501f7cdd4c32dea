package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.holdfast.catalog.QuantityNotAllowedException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.catalog.VariantLimits;
import dev.holdfast.catalog.VariantLimitsChange;
import dev.holdfast.checkout.CheckoutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A variant is sold in quantities from its fewest to its most units, in steps. */
class QuantitiesTest {
    private static final TestShop shop = new TestShop();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void aPutThatBreaksALimitIsRefusedWithTheFactsAndWritesNothing() {
        Variant variant = limited(4, 12, 2);
        long cart = shop.cart();

        for (int quantity : new int[] {1, 2, 3, 5, 13, 14}) {
            assertThatExceptionOfType(QuantityNotAllowedException.class)
                    .isThrownBy(() -> shop.put(cart, variant, quantity))
                    .satisfies(e -> assertThat(e.facts())
                            .containsOnly(
                                    entry("variant_id", variant.id()),
                                    entry("sku", variant.sku()),
                                    entry("quantity", quantity),
                                    entry("min_quantity", 4),
                                    entry("max_quantity", 12),
                                    entry("quantity_step", 2)));
        }
        assertThat(shop.show(cart).items()).isEmpty();
        assertThat(shop.now(variant).reservedQuantity()).isZero();
        for (int quantity : new int[] {4, 12, 6}) {
            shop.put(cart, variant, quantity);
            assertThat(shop.now(variant).reservedQuantity()).isEqualTo(quantity);
        }
    }

    @Test
    void eachLimitStandsAlone() {
        refused(null, 3, null, () -> shop.put(shop.cart(), limited(null, 3, null), 4));
        refused(3, null, null, () -> shop.put(shop.cart(), limited(3, null, null), 2));
        refused(null, null, 3, () -> shop.put(shop.cart(), limited(null, null, 3), 4));
        shop.put(shop.cart(), limited(null, 3, null), 1);
        shop.put(shop.cart(), limited(3, null, null), 100);
        shop.put(shop.cart(), limited(null, null, 3), 99);
    }

    @Test
    void anItemIsChangedAndPutAgainWithinTheLimitsAndRemovedWhateverTheyAre() {
        Variant variant = limited(4, 12, 2);
        long cart = shop.cartWith(variant, 8);

        refused(() -> shop.holdfast.carts().changeItem(cart, 1, 2));
        refused(() -> shop.holdfast.carts().changeItem(cart, 1, 9));
        assertThat(shop.holdfast.carts().changeItem(cart, 1, 4).items().get(0).quantity())
                .isEqualTo(4);
        shop.letExpire();
        refused(() -> shop.put(cart, variant, 3));
        shop.put(cart, variant, 12);
        assertThat(shop.holdfast.carts().removeItem(cart, 1).items()).isEmpty();
        assertThat(shop.now(variant).reservedQuantity()).isZero();
    }

    @Test
    void ofSeveralVariantsAllArePutOrNone() {
        Variant free = shop.variant(100);
        Variant variant = limited(4, 12, 2);
        long cart = shop.cart();

        refused(() ->
                shop.holdfast.carts().putAll(cart, List.of(PutItem.of(free.id(), 1), PutItem.of(variant.id(), 3))));
        assertThat(shop.show(cart).items()).isEmpty();
        assertThat(shop.now(free).reservedQuantity()).isZero();
    }

    @Test
    void aCartKeepsWhatItHoldsWhenTheLimitsChange() {
        Variant variant = shop.variant(100);
        long cart = shop.cartWith(variant, 9);
        limit(variant, 4, 6, 2);

        shop.put(cart, variant, 9);
        shop.holdfast.carts().extend(cart);
        refused(() -> shop.put(cart, variant, 10));
        refused(() -> shop.put(cart, variant, 7));
        refused(() -> shop.put(cart, variant, 2));
        shop.put(cart, variant, 8);
        limit(variant, null, 3, null);
        assertThat(shop.checkOut(cart).items().get(0).quantity()).isEqualTo(8);
    }

    @Test
    void giftsDoNotCountAsTheirRuleSaysHowManyThereAre() {
        Variant bought = shop.variant(100);
        Variant given = limited(4, 12, 2);
        shop.rule("{'code': 'GIFT', 'discount': {'type': 'gift', 'variant': " + given.id()
                + ", 'quantity': 1, 'buy': {'variants': [" + bought.id() + "], 'quantity': 1}}}");
        long cart = shop.cartWith(bought, 1);
        assertThat(shop.show(cart).items()).hasSize(2);

        shop.put(cart, given, 12);
        assertThat(shop.now(given).reservedQuantity()).isEqualTo(13);
    }

    @Test
    void whatIsBoughtOfAnItemAndWhatIsLeftOfItAreQuantitiesThatAreSold() {
        Variant variant = limited(4, 12, 2);
        long cart = shop.cartWith(variant, 10);

        refused(() -> buy(cart, 3));
        refused(() -> buy(cart, 2));
        // Two units would be left, which nobody can put.
        refused(() -> buy(cart, 8));
        refused(() -> shop.holdfast.checkoutSessions().begin(new NewCheckoutSession(request(cart, 8), null)));
        buy(cart, 6);
        assertThat(shop.show(cart).items().get(0).quantity()).isEqualTo(4);
        shop.checkOut(cart);
    }

    private static void buy(long cart, int units) {
        shop.holdfast.checkout().place(request(cart, units));
    }

    private static CheckoutRequest request(long cart, int units) {
        return CheckoutRequest.of(cart).withItems(List.of(new CheckoutItem(1, units)));
    }

    private static void refused(ThrowingCallable call) {
        assertThatExceptionOfType(QuantityNotAllowedException.class).isThrownBy(call);
    }

    private static void refused(
            @Nullable Integer min, @Nullable Integer max, @Nullable Integer step, ThrowingCallable call) {
        assertThatExceptionOfType(QuantityNotAllowedException.class)
                .isThrownBy(call)
                .satisfies(e -> {
                    assertThat(e.facts().get("min_quantity")).isEqualTo(min);
                    assertThat(e.facts().get("max_quantity")).isEqualTo(max);
                    assertThat(e.facts().get("quantity_step")).isEqualTo(step);
                });
    }

    private static Variant limited(@Nullable Integer min, @Nullable Integer max, @Nullable Integer step) {
        return limit(shop.variant(100), min, max, step);
    }

    private static Variant limit(
            Variant variant, @Nullable Integer min, @Nullable Integer max, @Nullable Integer step) {
        VariantLimits limits = VariantLimits.NONE.withQuantities(min, max, step);
        return shop.holdfast
                .catalog()
                .changeVariant(variant.id(), VariantChange.none().withLimits(VariantLimitsChange.to(limits)));
    }
}
