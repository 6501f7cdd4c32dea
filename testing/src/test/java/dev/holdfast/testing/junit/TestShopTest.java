package dev.holdfast.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/** Runs the test classes of {@link Cases}, and looks at what they leave behind. */
class TestShopTest {
    @BeforeEach
    void forget() {
        Cases.SCHEMAS.clear();
    }

    @Test
    void eachClassHasASchemaOfItsOwnThatIsDroppedAfterwards() throws SQLException {
        assertThat(failures(Cases.First.class, Cases.Second.class)).isEmpty();

        assertThat(Cases.SCHEMAS)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.startsWith("holdfast_test_"));
        assertThat(schemas()).doesNotContainAnyElementsOf(Cases.SCHEMAS);
    }

    @Test
    void classesThatInheritTheFieldHaveASchemaEach() throws SQLException {
        assertThat(failures(Cases.FirstHeir.class, Cases.SecondHeir.class)).isEmpty();

        assertThat(Cases.SCHEMAS).hasSize(2).doesNotHaveDuplicates();
        assertThat(schemas()).doesNotContainAnyElementsOf(Cases.SCHEMAS);
    }

    @Test
    void nestedClassesShareTheShop() throws SQLException {
        assertThat(failures(Cases.Outer.class)).isEmpty();

        assertThat(Cases.SCHEMAS).hasSize(3).containsOnly(Cases.SCHEMAS.get(0));
        assertThat(schemas()).doesNotContainAnyElementsOf(Cases.SCHEMAS);
    }

    @Test
    void aShopThatContradictsItselfFailsTheTest() {
        List<Throwable> failures = failures(Cases.Contradicting.class);

        assertThat(failures).hasSize(1);
        assertThat(failures.get(0))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("verify found ")
                .hasMessageContaining("reserved");
    }

    @Test
    void aContradictionDoesNotHideTheFailureOfTheTest() {
        List<Throwable> failures = failures(Cases.ContradictingAndFailing.class);

        assertThat(failures).hasSize(1);
        assertThat(failures.get(0)).hasMessage("planted");
        assertThat(failures.get(0).getSuppressed()).hasSize(1);
        assertThat(failures.get(0).getSuppressed()[0]).hasMessageStartingWith("verify found ");
    }

    @Test
    void verifyingCanBeTurnedOff() {
        assertThat(failures(Cases.ContradictingUnseen.class)).isEmpty();
    }

    @Test
    void aFieldThatIsNotStaticIsRefused() {
        List<Throwable> failures = failures(Cases.NotStatic.class);

        assertThat(failures).hasSize(1);
        assertThat(failures.get(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has to be static and annotated with @RegisterExtension");
    }

    @Test
    void aSchemaOfTheHostIsKept() throws SQLException {
        assertThat(failures(Cases.Kept.class)).isEmpty();
        assertThat(failures(Cases.Kept.class)).isEmpty();

        assertThat(Cases.SCHEMAS).containsExactly(Cases.Kept.SCHEMA, Cases.Kept.SCHEMA);
        Holdfast host = Holdfast.builder(EmbeddedDatabase.get().dataSource())
                .schema(Cases.Kept.SCHEMA)
                .build();
        assertThat(host.verify().isSound()).isTrue();
        assertThat(texts("select count(*) from " + Cases.Kept.SCHEMA + ".orders"))
                .containsExactly("2");
        EmbeddedDatabase.get().drop(Cases.Kept.SCHEMA, 1);
    }

    @Test
    void anAddressThatIsNoneOfPostgresIsRefused() {
        assertThatThrownBy(() -> TestShop.on("jdbc:h2:mem:shop")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSchemaThatIsInUseIsNotWaitedForWithoutEnd() throws SQLException {
        TestDatabase database = EmbeddedDatabase.get();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema in_use");
            statement.execute("create table in_use.things (id int)");
            connection.setAutoCommit(false);
            statement.executeQuery("select * from in_use.things").close();

            assertThatThrownBy(() -> database.drop("in_use", 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("did a test leave a transaction open?");
            connection.rollback();
        }
        database.drop("in_use", 1);
        assertThat(schemas()).doesNotContain("in_use");
    }

    /** What the tests of some classes failed with. */
    private static List<Throwable> failures(Class<?>... classes) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(Stream.of(classes)
                                        .map(DiscoverySelectors::selectClass)
                                        .toList())
                                .build(),
                        listener);
        TestExecutionSummary summary = listener.getSummary();
        assertThat(summary.getTestsStartedCount()).isGreaterThanOrEqualTo(classes.length);
        return summary.getFailures().stream().map(Failure::getException).toList();
    }

    private static List<String> schemas() throws SQLException {
        return texts("select nspname from pg_namespace");
    }

    private static List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = EmbeddedDatabase.get().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
