package dev.holdfast.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastBuilder;
import dev.holdfast.Money;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.RefundPolicy;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.StockAllocator;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application gets, and what it can replace. */
class AutoConfigurationTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Configuration(proxyBeanMethods = false)
    static class Plain {}

    @Configuration(proxyBeanMethods = false)
    static class Replacing {
        final Queue<String> told = new ConcurrentLinkedQueue<>();

        @Bean
        Queue<String> told() {
            return told;
        }

        @Bean
        HoldfastListener failing() {
            return new HoldfastListener() {
                @Override
                public void unitsMoved(String kind, long units) {
                    told.add("failing " + kind + " " + units);
                    throw new IllegalStateException("planted");
                }
            };
        }

        @Bean
        HoldfastListener counting() {
            return new HoldfastListener() {
                @Override
                public void unitsMoved(String kind, long units) {
                    told.add("counting " + kind + " " + units);
                }
            };
        }

        @Bean
        StockAllocator allocator() {
            return request -> {
                told.add("allocator");
                return StockAllocator.mostStock().allocate(request);
            };
        }

        @Bean
        SettableClock clock() {
            return new SettableClock(NOON);
        }

        @Bean
        HoldfastBuilderCustomizer customizer() {
            return builder -> builder.reservationTime(Duration.ofMinutes(7));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SystemClock {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnShop {
        @Bean
        Holdfast myShop(DataSource dataSource, HoldfastProperties properties) {
            Holdfast shop =
                    Holdfast.builder(dataSource).schema(properties.schema()).build();
            // The tables are there already.
            shop.warmUp();
            return shop;
        }
    }

    @Test
    void theDefaultsAreThoseOfTheBuilder() {
        HoldfastProperties defaults = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("holdfast", HoldfastProperties.class);
        assertThat(defaults.enabled()).isTrue();
        assertThat(defaults.schema()).isEqualTo(HoldfastBuilder.DEFAULT_SCHEMA);
        assertThat(defaults.currency()).isEqualTo(HoldfastBuilder.DEFAULT_CURRENCY);
        assertThat(defaults.reservationTime()).isEqualTo(HoldfastBuilder.DEFAULT_RESERVATION_TIME);
        assertThat(defaults.reservationTimes()).isEmpty();
        assertThat(defaults.maxReservationAge()).isEqualTo(HoldfastBuilder.DEFAULT_MAX_RESERVATION_AGE);
        assertThat(defaults.checkoutSessionTime()).isEqualTo(HoldfastBuilder.DEFAULT_CHECKOUT_SESSION_TIME);
        assertThat(defaults.payWithin()).isNull();
        assertThat(defaults.emptyCartAge()).isEqualTo(HoldfastBuilder.DEFAULT_EMPTY_CART_AGE);
        assertThat(defaults.maxItemsPerCart()).isEqualTo(HoldfastBuilder.DEFAULT_MAX_ITEMS_PER_CART);
        assertThat(defaults.maxUnitsPerCart()).isEqualTo(HoldfastBuilder.DEFAULT_MAX_UNITS_PER_CART);
        assertThat(defaults.maxItemsPerUser()).isNull();
        assertThat(defaults.maxUnitsPerUser()).isNull();
        assertThat(defaults.maxUnitsPerAnonymousItem()).isEqualTo(HoldfastBuilder.DEFAULT_MAX_UNITS_PER_ANONYMOUS_ITEM);
        assertThat(defaults.maxAnonymousShare()).isEqualTo(HoldfastBuilder.DEFAULT_MAX_ANONYMOUS_SHARE);
        assertThat(defaults.maxAnonymousCarts()).isEqualTo(HoldfastBuilder.DEFAULT_MAX_ANONYMOUS_CARTS);
        assertThat(defaults.allocation()).isEqualTo(HoldfastProperties.Allocation.ONE_PLACE_FIRST);
        assertThat(PricingPolicy.named(defaults.pricingPolicy())).isEqualTo(PricingPolicy.DEFAULT);
        assertThat(defaults.refundPolicy()).isEqualTo(RefundPolicy.KEEP);
        assertThat(defaults.returnPromoUses()).isTrue();
        assertThat(defaults.commandTimeout()).isEqualTo(HoldfastBuilder.DEFAULT_COMMAND_TIMEOUT);
        assertThat(defaults.lanes()).isEqualTo(HoldfastBuilder.DEFAULT_LANES);
        assertThat(defaults.batchLimit()).isEqualTo(HoldfastBuilder.DEFAULT_BATCH_LIMIT);
        assertThat(defaults.queueLimit()).isEqualTo(HoldfastBuilder.DEFAULT_QUEUE_LIMIT);
        assertThat(defaults.migrations().enabled()).isTrue();
        assertThat(defaults.sweep().enabled()).isTrue();
        assertThat(defaults.sweep().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(defaults.sweep().batch()).isEqualTo(SweepOptions.DEFAULT_BATCH);
    }

    @Test
    void propertiesConfigureTheShop() {
        try (App app = App.start(
                Plain.class,
                "holdfast.currency=EUR",
                "holdfast.reservation-time=3m",
                "holdfast.reservation-times.gold=1h",
                "holdfast.max-items-per-user=1",
                "holdfast.max-units-per-user=10",
                "holdfast.max-units-per-anonymous-item=0",
                "holdfast.max-anonymous-share=0",
                "holdfast.max-anonymous-carts=0",
                "holdfast.empty-cart-age=0",
                "holdfast.pay-within=2d",
                "holdfast.allocation=fewest-places",
                "holdfast.pricing-policy=holdfast;rounding=half_even",
                "holdfast.refund-policy=reprice",
                "holdfast.sweep.interval=5m")) {
            HoldfastProperties properties = app.bean(HoldfastProperties.class);
            assertThat(properties.reservationTimes()).containsOnly(Map.entry("gold", Duration.ofHours(1)));
            assertThat(properties.allocation()).isEqualTo(HoldfastProperties.Allocation.FEWEST_PLACES);
            assertThat(properties.sweep().interval()).isEqualTo(Duration.ofMinutes(5));
            Variant variant = app.variant(Money.of("10.00", "EUR"), 5);
            long cart = app.cart();
            assertThat(app.holdfast().carts().get(cart).currency().getCurrencyCode())
                    .isEqualTo("EUR");
            assertThat(held(app, cart, variant)).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(4));
        }
    }

    @Test
    void beansOfTheApplicationTakePart() {
        try (App app = App.start(Replacing.class, "holdfast.reservation-time=3m")) {
            Variant variant = app.variant(5);
            long cart = app.cart();
            CartItem item = app.put(cart, variant, 2).items().get(0);

            assertThat(item.reservedUntil()).isEqualTo(NOON.plus(Duration.ofMinutes(7)));
            @SuppressWarnings("unchecked")
            Queue<String> told = (Queue<String>) app.context.getBean("told");
            assertThat(told).contains("failing reserved 2", "counting reserved 2");
        }
    }

    @Test
    void theSystemsClockIsNotPreferredToThatOfTheDatabase() {
        try (App app = App.start(SystemClock.class)) {
            Variant variant = app.variant(5);
            long cart = app.cart();
            app.put(cart, variant, 1);
            // Both tell the same time here.
            assertThat(app.holdfast()).extracting("database.clock").isNull();
        }
    }

    @Test
    void aShopOfTheApplicationReplacesThisOneAndFindsItsTables() {
        try (App app = App.startEmpty(OwnShop.class)) {
            assertThat(app.context.getBeanNamesForType(Holdfast.class)).containsExactly("myShop");
            assertThat(app.holdfast().verify().isSound()).isTrue();
        }
    }

    @Test
    void thereIsNoShopWhereItIsTurnedOff() {
        try (App app = App.startEmpty(Plain.class, "holdfast.enabled=false")) {
            assertThat(app.context.getBeanNamesForType(Holdfast.class)).isEmpty();
            assertThat(app.context.getBeanNamesForType(HoldfastProperties.class))
                    .isEmpty();
            assertThat(app.look("select nspname from pg_namespace where nspname = 'holdfast'"))
                    .isEmpty();
        }
    }

    @Test
    void thereIsNoShopWithoutADataSource() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Bare.class)
                .web(WebApplicationType.NONE)
                .run()) {
            assertThat(context.getBeanNamesForType(Holdfast.class)).isEmpty();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        HoldfastAutoConfiguration.class,
        HoldfastMetricsAutoConfiguration.class,
        HoldfastHealthOfBoot3AutoConfiguration.class,
        HoldfastHealthOfBoot4AutoConfiguration.class
    })
    static class Bare {}

    @Test
    void oneListenerThatFailsKeepsNoOtherFromBeingTold() {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        HoldfastListener failing = new HoldfastListener() {
            @Override
            public void batchEnded(int commands) {
                throw new IllegalStateException("planted " + commands);
            }
        };
        HoldfastListener noting = new HoldfastListener() {
            @Override
            public void batchEnded(int commands) {
                told.add("batch " + commands);
            }
        };
        Listeners both = new Listeners(List.of(failing, noting, failing));
        assertThat(catchThrowable(() -> both.batchEnded(3)))
                .hasMessage("planted 3")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(told).containsExactly("batch 3");
    }

    private static Duration held(App app, long cart, Variant variant) {
        Cart put = app.put(cart, variant, 1);
        return Duration.between(put.updatedAt(), put.items().get(0).reservedUntil());
    }
}
