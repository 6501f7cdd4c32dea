package dev.holdfast.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import dev.holdfast.Holdfast;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the rules against the library, and against classes that were planted to break each of them. */
@Tag("quick")
class HouseRulesTest {
    private static final String HOUSE = "dev.holdfast";
    private static final String PLANTED = "dev.holdfast.planted";

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .importUrl(Holdfast.class.getProtectionDomain().getCodeSource().getLocation());

    private static final JavaClasses OFFENDERS = new ClassFileImporter().importPackages(PLANTED);

    /** Each rule for a root, and the planted class that it must find. */
    static Stream<Arguments> rules() {
        return Stream.of(
                rule("knows nobody outside", HouseRules::knowsNobodyOutside, "MigratesByItself"),
                rule("keeps Jackson in one package", HouseRules::keepsJacksonInOnePackage, "ReadsJson"),
                rule("shows no details: JDBI", HouseRules::showsNoDetails, "ShowsHandle"),
                rule("shows no details: generics", HouseRules::showsNoDetails, "ShowsListOfHandles"),
                rule("shows no details: internal", HouseRules::showsNoDetails, "ShowsInternal"),
                rule("prices are pure: JDBI", HouseRules::pricesArePure, "AsksDatabase"),
                rule("prices are pure: clock", HouseRules::pricesArePure, "AsksClock"),
                rule("asks no system clock: now", HouseRules::asksNoSystemClock, "LooksAtTheTime"),
                rule("asks no system clock: millis", HouseRules::asksNoSystemClock, "CountsMillis"),
                rule("asks no system clock: system", HouseRules::asksNoSystemClock, "MakesClock"),
                rule("packages have no cycles: capabilities", HouseRules::packagesHaveNoCycles, "NeedsCart"),
                rule("packages have no cycles: internal", HouseRules::packagesHaveNoCycles, "LocksForRun"),
                rule("packages stay small", HouseRulesTest::packagesStaySmall, "MakesClock"),
                rule("the engine knows no subject", HouseRules::engineKnowsNoSubject, "RunsCarts"),
                rule("the inside knows no capability", HouseRules::insideKnowsNoCapability, "CallsCapability"),
                rule("statements are inside", HouseRules::statementsAreInside, "QueriesOutside"),
                rule("stores are hidden", HouseRules::storesAreHidden, "OpenStore"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void libraryKeepsRule(Function<String, ArchRule> rule, String offender) {
        rule.apply(HOUSE).check(LIBRARY);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ruleFindsItsOffender(Function<String, ArchRule> rule, String offender) {
        EvaluationResult result = rule.apply(PLANTED).evaluate(OFFENDERS);

        assertThat(result.getFailureReport().getDetails()).anyMatch(detail -> detail.contains(offender));
    }

    private static ArchRule packagesStaySmall(String root) {
        return HouseRules.packagesStaySmall(root, root.equals(PLANTED) ? 8 : 32);
    }

    private static Arguments rule(String name, Function<String, ArchRule> rule, String offender) {
        return Arguments.of(Named.of(name, rule), offender);
    }
}
