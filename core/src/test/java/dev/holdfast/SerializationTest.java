package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.PriceChangedException;
import dev.holdfast.checkout.ReservationExpiredException;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.testing.TestShop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

/** Hosts send amounts and refusals to other processes. */
class SerializationTest {
    private final TestShop shop = new TestShop();

    private static <T> T copy(T object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            @SuppressWarnings("unchecked")
            T copy = (T) in.readObject();
            return copy;
        }
    }

    private static <T extends HoldfastException> T copyOfRefusal(Class<T> type, Runnable call) throws Exception {
        T refusal = catchThrowableOfType(type, call::run);
        T copy = copy(refusal);
        assertThat(copy.code()).isEqualTo(refusal.code());
        assertThat(copy.facts()).isEqualTo(refusal.facts());
        assertThat(copy).hasMessage(refusal.getMessage());
        return copy;
    }

    @Test
    void amountsSurvive() throws Exception {
        Money amount = Money.of("19.99", "EUR");

        assertThat(copy(amount)).isEqualTo(amount);
    }

    @Test
    void refusalsSurviveWithTheirFacts() throws Exception {
        Variant tee = shop.variant("10.00", 3);
        long cart = shop.cart();

        assertThat(copyOfRefusal(InsufficientStockException.class, () -> shop.put(cart, tee, 4))
                        .shortages())
                .extracting("requested", "available")
                .containsExactly(tuple(4, 3));
        assertThat(copyOfRefusal(InvalidInputException.class, () -> shop.put(cart, tee, -1))
                        .errors())
                .extracting(InvalidInputException.Error::pointer)
                .containsExactly("/quantity");
        assertThat(copyOfRefusal(
                                NotFoundException.class,
                                () -> shop.holdfast.carts().put(cart + 1, PutItem.of(tee.id(), 1)))
                        .facts())
                .containsEntry("cart_id", cart + 1);

        shop.put(cart, tee, 2);
        Money other = Money.of("19.99", "USD");
        assertThat(copyOfRefusal(
                                PriceChangedException.class,
                                () -> shop.holdfast
                                        .checkout()
                                        .place(CheckoutRequest.of(cart).withExpectedTotal(other)))
                        .expectedTotal())
                .isEqualTo(other);
        shop.letExpire();
        assertThat(copyOfRefusal(ReservationExpiredException.class, () -> shop.checkOut(cart))
                        .items())
                .singleElement()
                .satisfies(item -> assertThat(item.sku()).isEqualTo(tee.sku()));
    }
}
