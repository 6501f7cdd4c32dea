package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import dev.holdfast.testing.CuttingProxy;
import dev.holdfast.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that cannot use its database says why, to the one who asks and, once, in its log. */
class ReadyTest {
    private static final String LOGGER = "dev.holdfast.server.health.Readiness";

    @TempDir
    Path directory;

    private final String schema = TestDatabase.newSchema();
    private final String role =
            "ready_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final LogLines log = LogLines.of(LOGGER);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private ShopDatabase database;
    private Client http;

    @BeforeEach
    void start() {
        sql("create role " + role + " login");
        sql("grant usage on schema " + schema + " to " + role);
        sql("grant select on all tables in schema " + schema + " to " + role);
        serve(TestDatabase.url());
        http.awaitReady();
    }

    @AfterEach
    void stop() throws Exception {
        log.close();
        for (AutoCloseable each : opened) {
            each.close();
        }
        sql("drop schema " + schema + " cascade");
        sql("drop owned by " + role);
        sql("drop role " + role);
    }

    private void serve(String url) {
        Configuration configuration = Configuration.load(
                Map.of(
                        "DATABASE_URL",
                        url.replaceFirst("user=\\w+", "user=" + role),
                        "HOLDFAST_SCHEMA",
                        schema,
                        "HOLDFAST_MIGRATE",
                        "never",
                        "HOLDFAST_POOL_SIZE",
                        "2"),
                directory);
        database = ShopDatabase.open(configuration, Purpose.SERVE);
        opened.add(0, database);
        HttpServer server = HttpServer.start(
                database.shop(),
                HttpOptions.defaults().listeningOn("127.0.0.1", 0).withReadiness(database.health()));
        opened.add(0, server);
        http = new Client(server.port());
    }

    private static void sql(String statement) {
        try (Connection connection = TestDatabase.dataSource().getConnection();
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes what holds for new connections, and ends the old ones. */
    private void afterwards(String change) {
        sql("alter role " + role + " " + change);
        sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = '" + role + "'");
    }

    private void isNotReady(String reason, String inLog) {
        // The end of a connection takes a moment, and a busy machine may take too long for an answer.
        await().until(() ->
                reason.equals(http.get("/readyz").json().path("reason").asText()));
        Reply refused = http.get("/readyz").isProblem(503, "not_ready");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(refused.text()).doesNotContain(role).doesNotContain(schema).doesNotContain("127.0.0.1");
        assertThat(log.lines())
                .anySatisfy(line -> assertThat(line).startsWith("not ready: ").contains(inLog));
    }

    private void isReadyAgain() {
        http.awaitReady();
        assertThat(log.lines()).last().asString().contains("ready again");
    }

    @Test
    void aUserWhoMayNotConnect() {
        afterwards("nologin");
        isNotReady("authentication_failed", role);
        afterwards("login");
        isReadyAgain();
    }

    @Test
    void tooManyConnections() {
        afterwards("connection limit 0");
        isNotReady("too_many_connections", "too many connections");
        afterwards("connection limit -1");
        isReadyAgain();
    }

    @Test
    void aDatabaseThatIsReadOnly() {
        afterwards("set default_transaction_read_only = on");
        isNotReady("read_only", "read-only");
        afterwards("reset default_transaction_read_only");
        isReadyAgain();
    }

    @Test
    void aConnectionThatWasLostIsReplaced() {
        afterwards("login");
        http.awaitReady();
        assertThat(log.lines()).noneSatisfy(line -> assertThat(line).contains("lost"));
    }

    @Test
    void aSchemaFromABackupOfAnOlderVersion() {
        sql("create table " + schema + ".kept as select * from " + schema + ".schema_history");
        sql("delete from " + schema + ".schema_history where version <> '1'");
        isNotReady("schema_outdated", schema + " has version 1");
        sql("insert into " + schema + ".schema_history select * from " + schema + ".kept where version <> '1'");
        isReadyAgain();
    }

    @Test
    void tablesThatAreMissing() {
        sql("alter schema " + schema + " rename to " + schema + "_elsewhere");
        isNotReady("schema_missing", "schema_history");
        sql("alter schema " + schema + "_elsewhere rename to " + schema);
        isReadyAgain();
    }

    @Test
    void tablesThatTheUserMayNotRead() {
        sql("revoke all on all tables in schema " + schema + " from " + role);
        isNotReady("permission_denied", "permission denied");
        sql("grant select on all tables in schema " + schema + " to " + role);
        isReadyAgain();
    }

    @Test
    void aPoolWithoutAConnectionLeft() throws SQLException {
        try (Connection one = database.dataSource().getConnection();
                Connection two = database.dataSource().getConnection()) {
            assertThat(List.of(one, two)).hasSize(2);
            isNotReady("pool_exhausted", "in use");
        }
        isReadyAgain();
    }

    @Test
    void aDatabaseThatIsAway() throws IOException {
        String port = ":" + TestDatabase.port();
        CuttingProxy proxy = new CuttingProxy();
        try (proxy;
                HikariDataSource between = proxy.pool(1, 0)) {
            serve(between.getJdbcUrl());
            assertThat(between.getJdbcUrl()).doesNotContain(port);
            http.awaitReady();
        }
        isNotReady("connection_refused", "refused");
    }
}
