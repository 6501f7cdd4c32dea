package dev.holdfast.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules for the dependencies of the command line. Each rule must also find classes that break it: planted ones, or those
 * of another module that depends on such things by its nature.
 */
class HouseRulesTest {
    private static final String HOUSE = "dev.holdfast.cli";

    private static final JavaClasses CLI = new ClassFileImporter()
            .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

    /** Each rule for a root package, the root of classes that break it, and a part of the message about them. */
    static Stream<Arguments> rules() {
        return Stream.of(
                rule("no Javalin", knowsNone("io.javalin.."), "dev.holdfast.server.http", "io.javalin"),
                rule("no Jetty", knowsNone("org.eclipse.jetty.."), "dev.holdfast.server.http", "org.eclipse.jetty"),
                rule("no JDBC", knowsNone("java.sql..", "javax.sql.."), "dev.holdfast.server.database", "java.sql"),
                rule("no pool", knowsNone("com.zaxxer.."), "dev.holdfast.server.database", "com.zaxxer"),
                rule("no JDBI", knowsNone("org.jdbi.."), "dev.holdfast.internal.sql", "org.jdbi"),
                rule(
                        "no internals",
                        knowsNone("dev.holdfast.internal.."),
                        "dev.holdfast.cart",
                        "dev.holdfast.internal"),
                rule("no cycles", HouseRulesTest::hasNoCycles, "dev.holdfast.cli.planted", "Slice front"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void commandLineKeepsRule(Function<String, ArchRule> rule, String offenders, String finding) {
        rule.apply(HOUSE).check(CLI);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ruleFindsOffenders(Function<String, ArchRule> rule, String offenders, String finding) {
        JavaClasses classes = new ClassFileImporter().importPackages(offenders);

        assertThat(rule.apply(offenders).evaluate(classes).getFailureReport().getDetails())
                .anyMatch(detail -> detail.contains(finding));
    }

    private static Function<String, ArchRule> knowsNone(String... packages) {
        return root -> noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    private static ArchRule hasNoCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    private static Arguments rule(String name, Function<String, ArchRule> rule, String offenders, String finding) {
        return Arguments.of(Named.of(name, rule), offenders, finding);
    }
}
