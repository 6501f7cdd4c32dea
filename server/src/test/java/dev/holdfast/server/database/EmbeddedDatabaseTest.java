package dev.holdfast.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("long")
class EmbeddedDatabaseTest {
    /** Unpacked once for all tests. */
    @TempDir
    static Path programs;

    @TempDir
    Path directory;

    private EmbeddedDatabase open() {
        return EmbeddedDatabase.open(directory, programs);
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(
                database.address().jdbcUrl(),
                database.address().user(),
                database.address().password());
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean runs(long pid) {
        return new Postmaster(pid, 0, true).isAlive();
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().until(() -> !runs(pid));
    }

    @Test
    void firstStartMakesDurableDatabaseAndSecondFindsItsData() throws SQLException {
        long pid;
        try (EmbeddedDatabase database = open()) {
            pid = database.pid();
            execute(database, "create table kept as select 42 as answer");
            assertThat(query(database, "show fsync")).isEqualTo("on");
            assertThat(query(database, "show synchronous_commit")).isEqualTo("on");
            assertThat(query(database, "show full_page_writes")).isEqualTo("on");
            assertThat(query(database, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(database, "show server_version")).startsWith(PostgresPrograms.MAJOR_VERSION + ".");
            assertThat(query(database, "select datlocale from pg_database where datname = current_database()"))
                    .isEqualTo("C.UTF-8");
            assertThat(query(database, "select lower('ÄI')")).isEqualTo("äi");
        }
        await().until(() -> !runs(pid));

        try (EmbeddedDatabase database = open()) {
            assertThat(query(database, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void passwordIsNeededAndOnlyItsOwnerReadsIt() throws SQLException, IOException {
        try (EmbeddedDatabase database = open()) {
            assertThatThrownBy(() -> DriverManager.getConnection(
                            database.address().jdbcUrl(), database.address().user(), "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            Path password = directory.resolve("postgres").resolve(ClusterSetUp.PASSWORD_FILE);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void committedDataSurviveACrashOfPostgres() throws SQLException {
        try (EmbeddedDatabase database = open()) {
            execute(database, "create table kept as select 42 as answer");
            kill(database.pid());
        }
        try (EmbeddedDatabase database = open()) {
            assertThat(query(database, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void postgresThatDiesIsStartedAgainAtTheSameAddress() throws SQLException {
        try (EmbeddedDatabase database = open()) {
            execute(database, "create table kept as select 42 as answer");
            database.keepRunning();
            String url = database.address().jdbcUrl();
            for (int death = 1; death <= 2; death++) {
                long pid = database.pid();
                kill(pid);
                await().atMost(Duration.ofSeconds(30)).until(() -> database.pid() != pid);
                assertThat(database.address().jdbcUrl()).isEqualTo(url);
                assertThat(query(database, "select answer from kept")).isEqualTo("42");
            }
        }
    }

    @Test
    void orphanOfKilledProcessIsAdopted() throws Exception {
        try (DatabaseUser owner = DatabaseUser.start(directory, programs)) {
            long pid = owner.awaitOpened();
            owner.kill();
            assertThat(runs(pid)).isTrue();

            try (EmbeddedDatabase database = open()) {
                assertThat(database.pid()).isEqualTo(pid);
                assertThat(query(database, "select 1")).isEqualTo("1");
            }
            await().until(() -> !runs(pid));
        }
    }

    @Test
    void orphanThatDiedWithItsProcessIsRecovered() throws Exception {
        try (DatabaseUser owner = DatabaseUser.start(directory, programs)) {
            long pid = owner.awaitOpened();
            owner.kill();
            kill(pid);

            try (EmbeddedDatabase database = open()) {
                assertThat(database.pid()).isNotEqualTo(pid);
                assertThat(query(database, "select 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void processesShareOnePostgresAndTheLastOneStopsIt() throws IOException, SQLException {
        try (DatabaseUser first = DatabaseUser.start(directory, programs);
                DatabaseUser second = DatabaseUser.start(directory, programs)) {
            long pid = first.awaitOpened();
            assertThat(second.awaitOpened()).isEqualTo(pid);

            first.finish();
            try (EmbeddedDatabase third = open()) {
                assertThat(third.pid()).isEqualTo(pid);
                second.finish();
                assertThat(query(third, "select 1")).isEqualTo("1");
            }
            await().until(() -> !runs(pid));
        }
    }

    @Test
    void oneProcessOpensDirectoryOnce() {
        try (EmbeddedDatabase database = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessageContaining("already uses");
            assertThat(runs(database.pid())).isTrue();
        }
    }

    @Test
    void leftoversOfAnInterruptedStartAreRemoved() throws IOException, SQLException {
        Path halfMade = Files.createDirectories(directory.resolve("initialising-1/postgres"));
        Files.writeString(halfMade.resolve("PG_VERSION"), "18\n");
        Files.writeString(halfMade.resolve("postgresql.conf"), "");
        Files.createDirectories(directory.resolve("postgres"));
        Path halfUnpacked = Files.createDirectories(directory.resolve("programs/unpacking-1/bin"));

        try (EmbeddedDatabase database = EmbeddedDatabase.open(directory)) {
            assertThat(query(database, "select 1")).isEqualTo("1");
            assertThat(halfMade).doesNotExist();
            assertThat(halfUnpacked).doesNotExist();
        }
    }

    @Test
    void directoryOfAnotherVersionIsRefusedWithInstructions() throws IOException {
        Path data = Files.createDirectories(directory.resolve("postgres"));
        Files.writeString(data.resolve("PG_VERSION"), "17\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("written by PostgreSQL 17")
                .hasMessageContaining("pg_dump");
        assertThat(data.resolve("PG_VERSION")).hasContent("17");
    }

    @Test
    void directoryThatIsNoDatabaseIsRefusedAndLeftAlone() throws IOException {
        Path data = Files.createDirectories(directory.resolve("postgres"));
        Files.writeString(data.resolve("holiday.jpg"), "");

        assertThatThrownBy(this::open)
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("is not a data directory");
        assertThat(data.resolve("holiday.jpg")).exists();
    }

    @Test
    void lostPasswordIsNamed() throws IOException {
        open().close();
        Files.delete(directory.resolve("postgres").resolve(ClusterSetUp.PASSWORD_FILE));

        assertThatThrownBy(this::open)
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining(ClusterSetUp.PASSWORD_FILE);
    }

    @Test
    void fileFromBeforeRestartOfTheMachineIsNotTrusted() throws IOException, SQLException {
        open().close();
        // The process id belongs to a running process that is not PostgreSQL: this one.
        Files.writeString(
                directory.resolve("postgres").resolve(Postmaster.FILE),
                ProcessHandle.current().pid() + "\n" + directory + "/postgres\n1\n1\n\n127.0.0.1\n\nready\n");

        try (EmbeddedDatabase database = open()) {
            assertThat(query(database, "select 1")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "garbage\n"})
    void fileThatNamesNoProcessIsRemoved(String content) throws IOException, SQLException {
        open().close();
        Files.writeString(directory.resolve("postgres").resolve(Postmaster.FILE), content);

        try (EmbeddedDatabase database = open()) {
            assertThat(query(database, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void fileThatNamesNoProcessIsKeptWhilePostgresRuns() throws Exception {
        try (DatabaseUser owner = DatabaseUser.start(directory, programs)) {
            long pid = owner.awaitOpened();
            owner.kill();
            Path file = directory.resolve("postgres").resolve(Postmaster.FILE);
            String content = Files.readString(file);
            Files.writeString(file, "");

            assertThatThrownBy(this::open)
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessageContaining("process " + pid)
                    .hasMessageContaining("try again");

            Files.writeString(file, content);
            open().close();
            await().until(() -> !runs(pid));
        }
    }

    @Test
    void userWithoutANameSetsUpADatabase() throws Exception {
        // Nobody is called 12345, neither here nor in a container that is started with such a user.
        String[] nameless = {"unshare", "--user", "--map-user=12345", "--map-group=12345"};
        assumeTrue(isAllowed(nameless), "no user namespace is allowed");

        try (DatabaseUser user = DatabaseUser.start(directory, programs, nameless)) {
            assertThat(user.awaitOpened()).isPositive();
            user.finish();
        }
        assertThat(directory.resolve("postgres/PG_VERSION")).exists();
    }

    private static boolean isAllowed(String... front) throws Exception {
        List<String> command = new ArrayList<>(List.of(front));
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void portIsKeptUnlessSomebodyElseTookIt() throws IOException {
        int port;
        try (EmbeddedDatabase database = open()) {
            port = portOf(database);
        }
        try (EmbeddedDatabase database = open()) {
            assertThat(portOf(database)).isEqualTo(port);
        }
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
                EmbeddedDatabase database = open()) {
            assertThat(portOf(database)).isNotEqualTo(other.getLocalPort());
        }
    }

    private static int portOf(EmbeddedDatabase database) {
        return Integer.parseInt(database.address().jdbcUrl().replaceFirst(".*:(\\d+)/.*", "$1"));
    }
}
