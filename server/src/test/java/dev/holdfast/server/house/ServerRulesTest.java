package dev.holdfast.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import dev.holdfast.server.HoldfastServer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The server keeps the rules, and each rule finds the class that was planted to break it. */
class ServerRulesTest {
    private static final String HOUSE = "dev.holdfast.server";
    private static final String PLANTED = "dev.holdfast.server.planted";

    private static final JavaClasses SERVER = new ClassFileImporter()
            .importUrl(
                    HoldfastServer.class.getProtectionDomain().getCodeSource().getLocation());

    private static final JavaClasses OFFENDERS = new ClassFileImporter().importPackages(PLANTED);

    static Stream<Arguments> rules() {
        return Stream.of(
                rule("packages have no cycles", ServerRules::packagesHaveNoCycles, "NeedsWire"),
                rule("knows no internals", ServerRules::knowsNoInternals, "OpensDatabase"),
                rule("only wire knows validation", ServerRules::onlyWireKnowsValidation, "ChecksByItself"),
                rule("knows no command line", ServerRules::knowsNoCommandLine, "ReadsArguments"),
                rule("only database knows SQL: JDBC", ServerRules::onlyDatabaseKnowsSql, "AsksDatabase"),
                rule("only database knows SQL: migrations", ServerRules::onlyDatabaseKnowsSql, "Migrates"),
                rule("only database knows SQL: pool", ServerRules::onlyDatabaseKnowsSql, "OpensPool"),
                rule("only redis knows Jedis", ServerRules::onlyRedisKnowsJedis, "AsksRedis"),
                rule("only metrics knows Micrometer", ServerRules::onlyMetricsKnowsMicrometer, "Counts"),
                rule("only http knows Javalin", ServerRules::onlyHttpKnowsJavalin, "ReadsHeaders"),
                rule("only wire knows Jackson", ServerRules::onlyWireKnowsJackson, "WritesJson"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void serverKeepsRule(Function<String, ArchRule> rule, String offender) {
        rule.apply(HOUSE).check(SERVER);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ruleFindsItsOffender(Function<String, ArchRule> rule, String offender) {
        EvaluationResult result = rule.apply(PLANTED).evaluate(OFFENDERS);

        assertThat(result.getFailureReport().getDetails()).anyMatch(detail -> detail.contains(offender));
    }

    private static Arguments rule(String name, Function<String, ArchRule> rule, String offender) {
        return Arguments.of(Named.of(name, rule), offender);
    }
}
