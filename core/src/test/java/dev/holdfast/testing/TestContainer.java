package dev.holdfast.testing;

import org.testcontainers.postgresql.PostgreSQLContainer;

/** One PostgreSQL in a container for all tests of a JVM that ask for it, ended with the JVM. Needs Docker. */
public final class TestContainer {
    private TestContainer() {}

    private static final class Holder {
        static final PostgreSQLContainer POSTGRES = start();

        private static PostgreSQLContainer start() {
            PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18-alpine")
                    .withCommand("postgres", "-c", "max_connections=200", "-c", "timezone=Asia/Kolkata");
            postgres.start();
            // For engines that run without the watcher that would do so.
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::stop));
            return postgres;
        }
    }

    /** The JDBC address, with user and password in it. */
    public static String url() {
        return Holder.POSTGRES.getJdbcUrl() + "&user=" + Holder.POSTGRES.getUsername() + "&password="
                + Holder.POSTGRES.getPassword();
    }
}
