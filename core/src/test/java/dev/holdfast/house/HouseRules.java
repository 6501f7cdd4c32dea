package dev.holdfast.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How the classes of the house may know each other. Each rule is for the packages below a root, so that it can be held
 * against classes that were planted to break it.
 */
public final class HouseRules {
    private HouseRules() {}

    /** The library is a guest in other programs: it brings no server, no command line, no migrations, no logging. */
    public static ArchRule knowsNobodyOutside(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.holdfast.server..",
                        "dev.holdfast.cli..",
                        "dev.holdfast.migrations..",
                        "io.javalin..",
                        "org.eclipse.jetty..",
                        "jakarta..",
                        "picocli..",
                        "org.flywaydb..",
                        "com.zaxxer..",
                        "redis..",
                        "ch.qos.logback..");
    }

    /** Jackson is a detail of one package. */
    public static ArchRule keepsJacksonInOnePackage(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".internal.json..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..", "tools.jackson..");
    }

    /** What users see is made of the JDK and of Holdfast. Constructors for Holdfast alone may take internal types. */
    public static ArchRule showsNoDetails(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".internal..")
                .and()
                .arePublic()
                .should(showOnly(
                        resideInAnyPackage("com.fasterxml..", "tools.jackson..", "org.jdbi.."),
                        resideInAPackage(root + ".internal..")));
    }

    /** Prices are a pure function: nothing that rules, books or quotes reach in the house knows a database or a clock. */
    public static ArchRule pricesArePure(String root) {
        DescribedPredicate<JavaClass> impure = resideInAnyPackage("org.jdbi..", "java.sql..", "javax.sql..")
                .or(nameMatching("java\\.time\\.(Clock|InstantSource)"))
                .or(nameMatching("java\\.util\\.(Random|concurrent\\.ThreadLocalRandom)"));
        return classes()
                .that()
                .resideInAnyPackage(root + ".pricing.rule..", root + ".pricing.book..", root + ".pricing.quote..")
                .should(reachNone(impure, resideInAPackage(root + "..")));
    }

    /** Time comes from the database or from the builder's clock. */
    public static ArchRule asksNoSystemClock(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should(callMethodWhere(
                        DescribedPredicate.describe("the system clock is asked", HouseRules::isSystemClock)));
    }

    /** Packages build on each other in one direction. The root, which is the door and the words of all, is left out. */
    public static ArchRule packagesHaveNoCycles(String root) {
        return slices().assignedFrom(packagesBelow(root)).should().beFreeOfCycles();
    }

    /** What runs commands, and what talks to the database, does so for any subject. */
    public static ArchRule engineKnowsNoSubject(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".internal.run..", root + ".internal.sql..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        root + ".internal.stock..",
                        root + ".internal.transfer..",
                        root + ".internal.cart..",
                        root + ".internal.order..",
                        root + ".internal.promo..",
                        root + ".internal.rules..");
    }

    /** Internal rooms are below the capabilities; of the public packages they know the words, prices and host interfaces. */
    public static ArchRule insideKnowsNoCapability(String root) {
        DescribedPredicate<JavaClass> below = resideInAnyPackage(
                root,
                root + ".internal..",
                root + ".spi..",
                root + ".pricing.rule..",
                root + ".pricing.book..",
                root + ".pricing.quote..");
        return noClasses()
                .that()
                .resideInAPackage(root + ".internal..")
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..").and(DescribedPredicate.not(below)));
    }

    /** Statements that are methods have to be public for their library, so they are where no promise is made. */
    public static ArchRule statementsAreInside(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".internal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jdbi.v3.sqlobject..");
    }

    /** A package is small enough to be read. */
    public static ArchRule packagesStaySmall(String root, int most) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(new ArchCondition<>("be in a package of at most " + most + " types") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        long types = type.getPackage().getClasses().stream()
                                .filter(each ->
                                        !each.isArray() && !each.getName().contains("$"))
                                .filter(each -> !each.getSimpleName().equals("package-info"))
                                .count();
                        if (types > most) {
                            events.add(SimpleConditionEvent.violated(
                                    type, type.getName() + " is in a package of " + types + " types"));
                        }
                    }
                });
    }

    /** A store is its capability's own. */
    public static ArchRule storesAreHidden(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .haveSimpleNameEndingWith("Store")
                .should()
                .bePublic();
    }

    private static SliceAssignment packagesBelow(String root) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                return name.startsWith(root + ".") ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages below " + root;
            }
        };
    }

    private static boolean isSystemClock(JavaMethodCall call) {
        String owner = call.getTargetOwner().getName();
        String method = call.getTarget().getName();
        return owner.equals("java.lang.System") && method.equals("currentTimeMillis")
                || owner.equals("java.time.Clock") && method.matches("system.*|tick.+")
                || owner.equals("java.time.InstantSource") && method.equals("system")
                || owner.startsWith("java.time.")
                        && method.equals("now")
                        && call.getTarget().getRawParameterTypes().stream()
                                .noneMatch(type -> type.getName().equals("java.time.Clock"));
    }

    private static ArchCondition<JavaClass> showOnly(
            DescribedPredicate<JavaClass> details, DescribedPredicate<JavaClass> internals) {
        return new ArchCondition<>("show no details in public") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getMembers().stream().filter(HouseRules::isSeen).forEach(member -> {
                    boolean constructor = member instanceof JavaCodeUnit unit && unit.isConstructor();
                    DescribedPredicate<JavaClass> hidden = constructor ? details : details.or(internals);
                    member.getAllInvolvedRawTypes().stream()
                            .filter(hidden)
                            .forEach(shown -> events.add(SimpleConditionEvent.violated(
                                    member, member.getFullName() + " shows " + shown.getName())));
                });
            }
        };
    }

    private static ArchCondition<JavaClass> reachNone(
            DescribedPredicate<JavaClass> unwanted, DescribedPredicate<JavaClass> within) {
        return new ArchCondition<>("reach no " + unwanted.getDescription()) {
            @Override
            public void check(JavaClass start, ConditionEvents events) {
                Set<JavaClass> reached = new LinkedHashSet<>(Set.of(start));
                Deque<JavaClass> open = new ArrayDeque<>(reached);
                while (!open.isEmpty()) {
                    JavaClass type = open.pop();
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        JavaClass target = dependency.getTargetClass();
                        if (unwanted.test(target)) {
                            events.add(SimpleConditionEvent.violated(
                                    start, start.getName() + " reaches: " + dependency.getDescription()));
                        } else if (within.test(target) && reached.add(target)) {
                            open.push(target);
                        }
                    }
                }
            }
        };
    }

    private static boolean isSeen(JavaMember member) {
        boolean open =
                member.getModifiers().contains(PUBLIC) || member.getModifiers().contains(PROTECTED);
        return open && (member instanceof JavaCodeUnit || member instanceof JavaField);
    }
}
