package dev.holdfast.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.AnswerEncoder;
import dev.holdfast.HoldfastException;
import dev.holdfast.IdempotencyKey;
import dev.holdfast.IdempotentAnswer;
import dev.holdfast.catalog.Variant;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions under idempotency keys and in transactions of a host. */
class SessionTransactionsTest extends SessionStories {
    private static final TestShop shop = new TestShop();
    private static final AnswerEncoder<Completion> ENCODER = new AnswerEncoder<>() {
        @Override
        public String accepted(Completion done) {
            return done.session().status().word() + " "
                    + done.session().payments().size();
        }

        @Override
        public String refused(HoldfastException refusal) {
            return refusal.code();
        }
    };

    SessionTransactionsTest() {
        super(shop);
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void aShortfallUnderAKeyIsCommittedWithItsPaymentAndRepeated() {
        Variant variant = shop.variant("10.00", 1);
        CheckoutSession session = begin(shop.cartWith(variant, 1));
        shop.clock.advance(LENGTH);
        shop.cartWith(variant, 1);

        for (int time = 1; time <= 2; time++) {
            IdempotentAnswer answer = complete("short", session);

            assertThat(answer.text()).isEqualTo("shortfall 1");
            assertThat(answer.replayed()).isEqualTo(time == 2);
            assertThat(sessions.get(session.id()).status()).isEqualTo(SessionStatus.SHORTFALL);
            assertThat(sessions.get(session.id()).payments()).hasSize(1);
        }
        sessions.pay(session.id(), refunded("10.00", "given back"));
    }

    @Test
    void anOrderUnderAKeyIsMadeOnce() {
        CheckoutSession session = begin(shop.cartWith(shop.variant("10.00", 1), 1));

        assertThat(complete("bought", session).text()).isEqualTo("completed 1");
        assertThat(complete("bought", session).replayed()).isTrue();
        assertThat(shop.count("select count(*) from #orders where cart_id = " + session.cartId()))
                .isEqualTo(1);
    }

    @Test
    void aHostThatRollsBackHasLeftNoTrace() throws SQLException {
        long cart = shop.cartWith(shop.variant("10.00", 1), 1);
        String begun = within(
                false, joined -> joined.begin(NewCheckoutSession.of(cart)).id());
        assertThat(shop.count("select count(*) from #checkout_sessions where id = '" + begun + "'"))
                .isZero();

        CheckoutSession session = begin(cart);
        within(false, joined -> joined.complete(session.id(), captured("10.00", "host"), false));
        assertThat(sessions.get(session.id())).isEqualTo(session);
        within(false, joined -> joined.cancel(session.id()));
        assertThat(sessions.get(session.id())).isEqualTo(session);
    }

    @Test
    void aHostThatCommitsHasTheOrder() throws SQLException {
        long cart = shop.cartWith(shop.variant("10.00", 1), 1);

        Completion done = within(true, joined -> {
            CheckoutSession session = joined.begin(NewCheckoutSession.of(cart));
            joined.cancel(session.id());
            return joined.complete(
                    joined.begin(NewCheckoutSession.of(cart)).id(), captured("10.00", "committed"), false);
        });

        assertThat(sessions.get(done.session().id())).isEqualTo(done.session());
        assertThat(shop.holdfast.orders().get(done.order().id())).isEqualTo(done.order());
    }

    private IdempotentAnswer complete(String key, CheckoutSession session) {
        return shop.holdfast.idempotent(
                new IdempotencyKey("sessions", key, "hash"),
                ENCODER,
                joined -> joined.checkoutSessions().complete(session.id(), captured("10.00", key), false));
    }

    private <T> T within(boolean commit, Function<CheckoutSessions, T> work) throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            T result = work.apply(shop.holdfast.within(connection).checkoutSessions());
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return result;
        }
    }
}
