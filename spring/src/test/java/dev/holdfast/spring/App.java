package dev.holdfast.spring;

import dev.holdfast.Holdfast;
import dev.holdfast.catalog.Variant;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.junit.ShopFixtures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A Spring Boot application with a database of its own, which has a table of the application. It is a copy of one whose
 * tables of the shop are there already, because it takes longer to make them than to start an application.
 */
final class App implements AutoCloseable, ShopFixtures {
    /** The schema of the shop; the application's own tables are in {@code public}. */
    static final String SHOP = "holdfast";

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** Spring Boot 3 calls it the one, and Spring Boot 4 the other; what is not there need not be left out. */
    private static final String WITHOUT_JPA =
            "spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration,"
                    + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration";

    private static final String WITHOUT_FLYWAY = "spring.flyway.enabled=false";

    private static final class Template {
        static final String NAME = make();

        private static String make() {
            String name = database("template0");
            Migrations.apply(new DriverManagerDataSource(url(name)), SHOP);
            return name;
        }
    }

    final String database;
    final ConfigurableApplicationContext context;

    private App(String database, ConfigurableApplicationContext context) {
        this.database = database;
        this.context = context;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Everything {}

    /** Starts an application; properties are as in a file. Sweeps only if a property says so. */
    static App start(Class<?> beans, String... properties) {
        return start(database(Template.NAME), List.of(WITHOUT_JPA, WITHOUT_FLYWAY), beans, properties);
    }

    /** One whose database has no tables of a shop. */
    static App startEmpty(Class<?> beans, String... properties) {
        return start(database("template0"), List.of(WITHOUT_JPA, WITHOUT_FLYWAY), beans, properties);
    }

    /** One with JPA. */
    static App startWithJpa(Class<?> beans, String... properties) {
        return start(database(Template.NAME), List.of(WITHOUT_FLYWAY), beans, properties);
    }

    /** One whose database has no tables of a shop, with whatever Flyway Spring Boot configures for it. */
    static App startWithFlyway(Class<?> beans, String... properties) {
        return start(database("template0"), List.of(WITHOUT_JPA), beans, properties);
    }

    /** Another instance of the same application. */
    App another(Class<?> beans, String... properties) {
        return start(database, List.of(WITHOUT_JPA, WITHOUT_FLYWAY), beans, properties);
    }

    private static App start(String database, List<String> without, Class<?> beans, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "spring.datasource.url=" + url(database),
                "holdfast.sweep.enabled=false",
                "spring.data.jpa.repositories.enabled=false",
                "spring.main.banner-mode=off",
                "logging.level.root=warn"));
        all.addAll(without);
        // The last one counts.
        all.addAll(Arrays.asList(properties));
        return new App(
                database,
                new SpringApplicationBuilder(Everything.class, beans)
                        .web(WebApplicationType.NONE)
                        .properties(all.toArray(String[]::new))
                        .run());
    }

    /** A new database with a table of the application. */
    private static String database(String template) {
        String name = "spring_" + NAMES.incrementAndGet();
        JdbcTemplate server = new JdbcTemplate(TestDatabase.dataSource());
        server.execute("drop database if exists " + name + " with (force)");
        server.execute("create database " + name + " template " + template);
        new JdbcTemplate(new DriverManagerDataSource(url(name)))
                .execute("create table if not exists payments (order_id bigint primary key, note text)");
        return name;
    }

    private static String url(String database) {
        return TestDatabase.url().replaceFirst("/[^/?]+\\?", "/" + database + "?");
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public Holdfast holdfast() {
        return bean(Holdfast.class);
    }

    /** Writes a row of the application, as a repository of its own would. */
    void pay(String note) {
        bean(JdbcTemplate.class).update("insert into payments values (?, ?)", NAMES.incrementAndGet(), note);
    }

    /** What somebody else sees of the application's rows. */
    List<String> payments() {
        return look("select note from payments order by order_id");
    }

    /** What somebody else sees of the units that are reserved of a variant. */
    long reserved(Variant variant) {
        return Long.parseLong(
                look("select sum(reserved_quantity) from holdfast.stock where variant_id = " + variant.id())
                        .get(0));
    }

    /** The first column, read beside all transactions of the application. */
    List<String> look(String sql) {
        return beside().queryForList(sql, String.class);
    }

    /** Changes something beside all transactions of the application. */
    void execute(String sql) {
        beside().execute(sql);
    }

    /** Gives connections that are not of the application's pool. */
    DriverManagerDataSource connections() {
        return new DriverManagerDataSource(url(database));
    }

    private JdbcTemplate beside() {
        return new JdbcTemplate(connections());
    }

    @Override
    public void close() {
        context.close();
    }
}
