package dev.holdfast.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.UnusableTransactionException;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;

/** Entities and the shop in one transaction of JPA. */
class JpaTest {
    @Entity(name = "Payment")
    @Table(name = "payments")
    static class Payment {
        @Id
        @Column(name = "order_id")
        private long orderId;

        @SuppressWarnings("UnusedVariable")
        private String note;

        protected Payment() {}

        Payment(long orderId, String note) {
            this.orderId = orderId;
            this.note = note;
        }
    }

    static class Till {
        private final Holdfast holdfast;
        private final EntityManager entities;

        Till(Holdfast holdfast, EntityManagerFactory factory) {
            this.holdfast = holdfast;
            this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
        }

        @Transactional
        public void buy(long cart, long variant, String note) {
            entities.persist(new Payment(cart, note));
            holdfast.carts().put(cart, PutItem.of(variant, 2));
            if (note.equals("undone")) {
                throw new IllegalStateException(note);
            }
        }

        @Transactional(readOnly = true)
        public void look(long cart, long variant) {
            entities.find(Payment.class, cart);
            holdfast.carts().put(cart, PutItem.of(variant, 1));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage
    static class Shop {
        @Bean
        Till till(Holdfast holdfast, EntityManagerFactory factory) {
            return new Till(holdfast, factory);
        }
    }

    @Test
    void entitiesAndTheShopAreCommittedAndRolledBackTogether() {
        try (App app = App.startWithJpa(Shop.class)) {
            assertThat(app.bean(PlatformTransactionManager.class)).isInstanceOf(JpaTransactionManager.class);
            Till till = app.bean(Till.class);
            Variant variant = app.variant(5);
            long cart = app.cart();

            assertThatThrownBy(() -> till.buy(cart, variant.id(), "undone")).isInstanceOf(IllegalStateException.class);
            assertThat(app.payments()).isEmpty();
            assertThat(app.reserved(variant)).isZero();

            assertThatThrownBy(() -> till.look(cart, variant.id())).isInstanceOf(UnusableTransactionException.class);

            till.buy(cart, variant.id(), "paid");
            assertThat(app.payments()).containsExactly("paid");
            assertThat(app.reserved(variant)).isEqualTo(2);
        }
    }
}
