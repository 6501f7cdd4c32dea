package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.NotFoundException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.internal.cart.CartTokens;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cart is named by a token that nobody can guess. */
class CartTokensTest {
    private static final TestShop shop = new TestShop();
    private static final String OF_NONE = "ct_0123456789abcdefghijklmnopqrstuv";

    private final Carts carts = shop.holdfast.carts();

    @AfterEach
    void leavesNoContradictions() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void everyCartHasItsOwn() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            tokens.add(carts.create(NewCart.anonymous()).token());
        }

        assertThat(tokens).hasSize(100).allMatch(token -> token.matches("ct_[A-Za-z0-9_-]{32}"));
    }

    @Test
    void aCartKeepsIt() {
        Variant variant = shop.variant(10);
        String token =
                carts.create(NewCart.anonymous().withEmail("ann@example.org")).token();
        long cart = carts.idOf(token);

        assertThat(carts.get(cart).token()).isEqualTo(token);
        assertThat(carts.put(cart, PutItem.of(variant.id(), 2)).cart().token()).isEqualTo(token);
        assertThat(carts.extend(cart).token()).isEqualTo(token);
        shop.holdfast.checkoutSessions().cancel(begin(cart));
        shop.holdfast.checkout().place(CheckoutRequest.of(cart));

        assertThat(carts.get(token)).isEqualTo(carts.get(cart));
        assertThat(carts.get(token).status()).isEqualTo(CartStatus.CHECKED_OUT);
    }

    private String begin(long cart) {
        return shop.holdfast
                .checkoutSessions()
                .begin(NewCheckoutSession.of(cart))
                .id();
    }

    @Test
    void anItemIsPutByIt() {
        Variant variant = shop.variant(10);
        Cart cart = carts.create(NewCart.anonymous());
        Carts named = carts.withToken(cart.token());

        assertThat(named.cartId()).isEqualTo(cart.id());
        assertThat(named.put(named.cartId(), PutItem.of(variant.id(), 3)).cart().items())
                .hasSize(1);
        assertThat(named.get(named.cartId()).token()).isEqualTo(cart.token());
    }

    @ParameterizedTest
    @ValueSource(strings = {OF_NONE, "", "1", "ct_", "ct_short", "ct_0123456789abcdefghijklmnopqrstu!", "\u0000"})
    void aTokenOfNoCartIsNotFoundAndNotRepeated(String token) {
        for (ThrowingCallable call : new ThrowingCallable[] {
            () -> carts.get(token),
            () -> carts.idOf(token),
            () -> carts.withToken(token).cartId()
        }) {
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(call)
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("cart_not_found"))
                    .satisfies(refusal -> assertThat(refusal.facts()).isEmpty())
                    .withMessage("there is no cart with this token");
        }
    }

    @Test
    void anotherCartThanThatOfTheTokenIsLeftAlone() {
        Variant variant = shop.variant(10);
        Cart mine = carts.create(NewCart.anonymous());
        long other = shop.cartWith(variant, 1);
        Carts named = carts.withToken(mine.token());

        for (ThrowingCallable call : new ThrowingCallable[] {
            () -> named.put(other, PutItem.of(variant.id(), 5)),
            () -> named.onlyIf(cart -> true).delete(other),
            () -> named.get(other),
            () -> named.extend(999_999)
        }) {
            assertThatThrownBy(call)
                    .isInstanceOf(NotFoundException.class)
                    .hasMessage("there is no cart with this token");
        }
        assertThat(carts.get(other).items().get(0).quantity()).isEqualTo(1);
    }

    /** After a failover that lost the last commits, numbers are given again. */
    @Test
    void aRememberedNumberThatIsAnotherCartsNowIsNotUsed() {
        Variant variant = shop.variant(10);
        Cart lost = carts.create(NewCart.anonymous());
        Carts named = carts.withToken(lost.token());
        assertThat(named.cartId()).isEqualTo(lost.id());
        shop.execute("update #carts set token = '" + OF_NONE + "x' where id = " + lost.id());

        assertThatThrownBy(() -> named.put(named.cartId(), PutItem.of(variant.id(), 1)))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(named::cartId).isInstanceOf(NotFoundException.class);
        assertThat(carts.get(lost.id()).items()).isEmpty();
    }

    @Test
    void aCartOfATransactionThatIsUndoneIsNotFound() throws SQLException {
        String token;
        try (Connection host = TestDatabase.dataSource().getConnection()) {
            host.setAutoCommit(false);
            Carts within = shop.holdfast.within(host).carts();
            token = within.create(NewCart.anonymous()).token();
            assertThat(within.withToken(token).cartId()).isPositive();
            host.rollback();
        }

        Carts named = carts.withToken(token);
        assertThatThrownBy(() -> named.extend(named.cartId())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> carts.get(token)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void tokensThatAreUsedStayKnown() {
        CartTokens tokens = new CartTokens(10);
        tokens.learn("ct_used", 1);
        tokens.learn("ct_once", 2);
        for (int i = 0; i < 100; i++) {
            tokens.learn("ct_" + i, 100 + i);
            assertThat(tokens.known("ct_used")).isEqualTo(1);
        }

        assertThat(tokens.known("ct_once")).isNull();
        assertThat(tokens.known("ct_99")).isEqualTo(199);
    }

    /** The statement of a server of the version before, which knows no tokens. */
    @Test
    void theDatabaseMakesOneForAServerThatKnowsNone() {
        long cart = insertWithoutToken();
        long another = insertWithoutToken();

        String token = carts.get(cart).token();
        assertThat(token)
                .matches("ct_[A-Za-z0-9_-]{43}")
                .isNotEqualTo(carts.get(another).token());
        assertThat(carts.get(token).id()).isEqualTo(cart);
    }

    private static long insertWithoutToken() {
        return shop.count(
                "insert into #carts (status, promo_codes, currency, book_token, priced_at, policy, created_at, updated_at)"
                        + " select 'open', '{}', 'USD', token, now(), '" + PricingPolicy.DEFAULT.name()
                        + "', now(), now() from #versions returning id");
    }

    @Test
    void theMigrationGivesOldCartsOneEach() throws IOException {
        long open = shop.cart();
        long deleted = shop.cart();
        carts.delete(deleted);
        long kept = shop.cart();
        String token = carts.get(kept).token();
        shop.execute("update #carts set token = null where id in (" + open + ", " + deleted + ")");

        for (String statement : script("V21__cart_tokens_of_old.sql").split(";\\s*")) {
            shop.execute(statement);
        }

        assertThat(shop.count("select count(*) from #carts where token is null"))
                .isZero();
        assertThat(carts.get(open).token()).isNotEqualTo(carts.get(deleted).token());
        assertThat(carts.get(carts.get(deleted).token()).id()).isEqualTo(deleted);
        assertThat(carts.get(kept).token()).isEqualTo(token);
    }

    private static String script(String name) throws IOException {
        try (InputStream file = CartTokensTest.class.getResourceAsStream("/dev/holdfast/migrations/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("\"${schema}\".", "#");
        }
    }
}
