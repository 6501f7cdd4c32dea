package dev.holdfast.server.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

/**
 * How the packages of the server may know each other and their libraries. Each rule is for the packages below a root,
 * so that it can be checked against classes that were planted to break it.
 */
final class ServerRules {
    private ServerRules() {}

    /** Packages build on each other in one direction; only the root, which composes them, is left out. */
    static ArchRule packagesHaveNoCycles(String root) {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    /** The server is a client of the library's public API; the wire alone shares how a value is validated. */
    static ArchRule knowsNoInternals(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.holdfast.internal..")
                        .and(resideOutsideOfPackage("dev.holdfast.internal.input")));
    }

    static ArchRule onlyWireKnowsValidation(String root) {
        return knownOnlyTo(root + ".http.wire..", root, "dev.holdfast.internal.input");
    }

    /** The command line starts the server, never the other way round. */
    static ArchRule knowsNoCommandLine(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.holdfast.cli..", "picocli..");
    }

    /** SQL, the connection pool and the embedded PostgreSQL. */
    static ArchRule onlyDatabaseKnowsSql(String root) {
        return knownOnlyTo(
                root + ".database..",
                root,
                "java.sql..",
                "javax.sql..",
                "org.jdbi..",
                "org.postgresql..",
                "com.zaxxer..",
                "org.flywaydb..",
                "dev.holdfast.migrations..",
                "org.apache.commons.compress..",
                "org.tukaani..");
    }

    static ArchRule onlyRedisKnowsJedis(String root) {
        return knownOnlyTo(root + ".redis..", root, "redis..");
    }

    static ArchRule onlyMetricsKnowsMicrometer(String root) {
        return knownOnlyTo(root + ".metrics..", root, "io.micrometer..", "io.prometheus..");
    }

    static ArchRule onlyHttpKnowsJavalin(String root) {
        return knownOnlyTo(root + ".http..", root, "io.javalin..", "org.eclipse.jetty..", "jakarta..");
    }

    static ArchRule onlyWireKnowsJackson(String root) {
        return knownOnlyTo(root + ".http.wire..", root, "com.fasterxml..", "tools.jackson..");
    }

    private static ArchRule knownOnlyTo(String room, String root, String... libraries) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }
}
