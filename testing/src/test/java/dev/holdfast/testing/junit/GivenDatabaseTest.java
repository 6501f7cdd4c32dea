package dev.holdfast.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.cart.ReservationLimitException;
import dev.holdfast.catalog.Variant;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Shops on a pool of the host, which has autocommit off, and on an address of the host; and how they are configured. */
class GivenDatabaseTest {
    private static final Instant NOON = Instant.parse("2027-02-03T12:00:00Z");
    private static final HikariDataSource POOL = pool();

    @RegisterExtension
    static final TestShop pooled = TestShop.on(POOL)
            .startingAt(NOON)
            .with(builder -> builder.reservationTime(Duration.ofMinutes(5)))
            .with(builder -> builder.maxUnitsPerCart(3));

    @RegisterExtension
    static final TestShop addressed = TestShop.on(EmbeddedDatabase.get().url()).withoutVerify();

    private static HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(EmbeddedDatabase.get().url());
        pool.setAutoCommit(false);
        pool.setMaximumPoolSize(8);
        return pool;
    }

    // Extensions end after this, and still need the pool: what is open is closed with the JVM.
    @AfterAll
    static void nothingIsLeftOpen() {
        assertThat(POOL.isClosed()).isFalse();
        assertThat(POOL.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    void bothSellByThemselves() {
        pooled.order(pooled.variant(2), 2);
        addressed.order(addressed.variant(2), 2);

        assertThat(pooled.schema()).isNotEqualTo(addressed.schema());
        assertThat(pooled.dataSource()).isSameAs(POOL);
        assertThat(addressed.url()).isEqualTo(EmbeddedDatabase.get().url());
    }

    @Test
    void theAddressOfADataSourceIsNotKnown() {
        assertThatThrownBy(pooled::url)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("DataSource");
    }

    @Test
    void timeAndLimitsAreThoseThatWereConfigured() {
        assertThat(addressed.clock().instant()).isEqualTo(TestShop.START);
        assertThat(pooled.clock().instant()).isAfterOrEqualTo(NOON);
        Variant variant = pooled.variant(3);
        Instant before = pooled.clock().instant();
        long cart = pooled.cartWith(variant, 3);

        assertThat(pooled.holdfast().carts().get(cart).items().get(0).reservedUntil())
                .isEqualTo(before.plus(Duration.ofMinutes(5)));
        assertThatThrownBy(() -> pooled.put(cart, pooled.variant(1), 1)).isInstanceOf(ReservationLimitException.class);

        pooled.letExpire();
        assertThat(pooled.clock().instant()).isEqualTo(before.plus(Duration.ofMinutes(5)));
        assertThat(pooled.current(variant).availableQuantity()).isEqualTo(3);
    }
}
