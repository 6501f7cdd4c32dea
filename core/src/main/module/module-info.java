/** The library: catalogue, stock, prices, carts, checkout. */
open module dev.holdfast.core {
    requires transitive java.sql;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires org.jdbi.v3.core;
    requires org.jdbi.v3.postgres;
    requires org.jdbi.v3.sqlobject;
    requires org.postgresql.jdbc;
    requires org.slf4j;
    requires static org.jspecify;
    // Used by Jdbi, which names no modules itself.
    requires io.leangen.geantyref;

    exports dev.holdfast;
    exports dev.holdfast.access;
    exports dev.holdfast.audit;
    exports dev.holdfast.cart;
    exports dev.holdfast.catalog;
    exports dev.holdfast.checkout;
    exports dev.holdfast.event;
    exports dev.holdfast.inventory;
    exports dev.holdfast.kit;
    exports dev.holdfast.location;
    exports dev.holdfast.lookup;
    exports dev.holdfast.order;
    exports dev.holdfast.pricing;
    exports dev.holdfast.pricing.book;
    exports dev.holdfast.pricing.quote;
    exports dev.holdfast.pricing.rule;
    exports dev.holdfast.pricing.trial;
    exports dev.holdfast.promo;
    exports dev.holdfast.spi;
    exports dev.holdfast.sweep;
    exports dev.holdfast.testing;
    exports dev.holdfast.transfer;
    exports dev.holdfast.verify;

    exports dev.holdfast.internal.input to
            dev.holdfast.server;
}
