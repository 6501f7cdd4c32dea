package dev.holdfast.internal.promo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.StoredCode;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which codes a cart can have, which it has, and why not the others. */
@Tag("quick")
class PromoSupplyTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant LATER = Instant.parse("2026-03-01T09:15:00Z");

    @Test
    void aCodeWithNothingInTheWayUnlocksItsRule() {
        assertThat(offered(supply())).isEqualTo(StoredCode.unlocking("code", "RULE"));
        assertThat(offered(supply().budget(250)).atMost()).isEqualTo(usd("2.50"));
    }

    @Test
    void eachReasonIsGivenInItsOrder() {
        Builder all = supply().inactive().currency("EUR").uses(0).perUser(3, 0).budget(0);

        assertThat(offered(all).reason()).isEqualTo("code_inactive");
        all.active = true;
        StoredCode currency = offered(all);
        assertThat(currency.reason()).isEqualTo("currency");
        assertThat(currency.facts()).isEqualTo(Map.of("required", "EUR", "present", "USD"));
        all.currency = USD;
        assertThat(offered(all).reason()).isEqualTo("exhausted");
        all.usesLeft = 1L;
        assertThat(offered(all, null).reason()).isEqualTo("user_required");
        assertThat(offered(all).reason()).isEqualTo("user_limit");
        assertThat(offered(all).facts()).isEqualTo(Map.of("limit", 3L));
        all.userUsesLeft = 1L;
        assertThat(offered(all).reason()).isEqualTo("budget_spent");
        all.amountLeft = 1L;
        assertThat(offered(all).reason()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"-1", "0"})
    void nothingLeftIsNothingHoweverFarBelow(long left) {
        assertThat(offered(supply().uses(left)).reason()).isEqualTo("exhausted");
        assertThat(offered(supply().perUser(2, left)).reason()).isEqualTo("user_limit");
        assertThat(offered(supply().budget(left)).reason()).isEqualTo("budget_spent");
    }

    @Test
    void aCartKeepsWhatItHoldsWhateverBecameOfTheCode() {
        Builder held = supply().inactive().uses(0).perUser(1, 0).budget(300).heldBy("ann", 70);

        assertThat(offered(held).reason()).isNull();
        assertThat(offered(held).atMost()).as("as if it were not held").isEqualTo(usd("3.00"));
        assertThat(offered(held, "bob").reason()).as("another user").isEqualTo("user_limit");
        assertThat(offered(held, null).reason()).isEqualTo("user_required");
        assertThat(offered(held.budget(0)).reason()).as("more than there is").isEqualTo("budget_spent");
    }

    @Test
    void aHoldOfNobodyNeedsNoUser() {
        assertThat(offered(supply().perUser(1, 0).heldBy(null, 70), null).reason())
                .isNull();
    }

    @Test
    void aCartThatStaysAsItIsHasWhatItHoldsAndNoMore() {
        assertThat(asHeld(supply().budget(300).heldBy("ann", 70)).atMost()).isEqualTo(usd("0.70"));
        assertThat(asHeld(supply().heldBy("ann", 70))).isEqualTo(StoredCode.unlocking("code", "RULE"));
        assertThat(asHeld(supply().inactive().uses(0).perUser(1, 0).heldBy("ann", 70))
                        .reason())
                .isNull();
        StoredCode free = asHeld(supply().budget(300));
        assertThat(free.reason()).isEqualTo(StoredCode.NOT_HELD);
        assertThat(free.atMost()).isEqualTo(usd("3.00"));
        assertThat(asHeld(supply().uses(0)).reason()).isEqualTo("exhausted");
    }

    @Test
    void aUserTakesOverAHoldOfNobodyIfOneIsLeftToThatUser() {
        assertThat(asHeld(supply().perUser(2, 1).heldBy(null, 70)).reason()).isNull();
        StoredCode refused = asHeld(supply().perUser(2, 0).heldBy(null, 70));
        assertThat(refused.reason()).isEqualTo("user_limit");
        assertThat(refused.facts()).isEqualTo(Map.of("limit", 2L));
        assertThat(asHeld(supply().perUser(2, 0).heldBy("Ann", 70)).reason())
                .as("of somebody with a similar name")
                .isEqualTo("user_limit");
        assertThat(asHeld(supply().perUser(2, 0).heldBy(null, 70), null).reason())
                .isNull();
    }

    @Test
    void oneCodeIsEnoughForARuleTheOneThatIsHeldOrElseTheFirstThatCanBe() {
        PromoSupply spent = supply().named("one").uses(0).build();
        PromoSupply first = supply().named("two").build();
        PromoSupply second = supply().named("three").build();
        PromoSupply held = supply().named("four").heldBy("ann", 70).build();
        PromoSupply ofOther = supply().named("five").of("OTHER").build();

        assertThat(reasons(List.of("one", "two", "three", "five"), spent, first, second, ofOther))
                .containsExactly("exhausted", null, "another_code", null);
        assertThat(reasons(List.of("two", "four", "three", "five"), first, held, second, ofOther))
                .containsExactly("another_code", null, "another_code", null);
        PromoSupply alsoHeld = supply().named("six").heldBy("ann", 80).build();
        assertThat(reasons(List.of("six", "four"), held, alsoHeld)).containsExactly(null, "another_code");
        assertThat(PromoSupply.asHeld(List.of("two", "three"), PromoSupply.byKey(List.of(first, second)), "ann", USD))
                .extracting(StoredCode::reason)
                .as("of two that could be held again")
                .containsExactly(StoredCode.NOT_HELD, "another_code");
    }

    @Test
    void codesAreFoundInAnySpellingAndShownAsTheyWereTypedFirst() {
        PromoSupply stored = supply().named("Spring-5").build();

        List<StoredCode> codes = PromoSupply.toBeHeld(
                List.of("unknown", " SPRING-5 ", "spring-5"), PromoSupply.byKey(List.of(stored)), null, USD);

        assertThat(codes).containsExactly(StoredCode.unlocking(" SPRING-5 ", "RULE"));
        assertThat(PromoSupply.toBeHeld(List.of("Spring-5"), Map.of(), null, USD))
                .isEmpty();
        assertThat(PromoSupply.asOffered(List.of("spring-5"), List.of(stored), null, USD))
                .containsExactly(StoredCode.unlocking("spring-5", "RULE"));
    }

    @Test
    void theKeyOfACodeIsItsLowerCaseWithoutBlanksAroundIt() {
        assertThat(PromoTexts.key("  INSIDE out ")).isEqualTo("inside out");
        assertThat(PromoTexts.key("")).isEmpty();
        assertThat(PromoTexts.key("   ")).isEmpty();
        assertThat(PromoTexts.key("x")).isEqualTo("x");
        assertThat(PromoTexts.key(" X")).isEqualTo("x");
        assertThat(PromoTexts.key("X ")).isEqualTo("x");
        assertThat(PromoTexts.key("\tX")).as("a blank is a space").isEqualTo("\tx");
        assertThat(PromoTexts.key("ÄRGER")).as("no stored code is like this").isEqualTo("ÄRGER");
        assertThat(PromoTexts.key("X\u007f")).isEqualTo("x\u007f");
        assertThat(PromoTexts.key("X\u0080")).isEqualTo("X\u0080");
    }

    private static Builder supply() {
        return new Builder();
    }

    private static StoredCode offered(Builder supply) {
        return offered(supply, "ann");
    }

    private static StoredCode offered(Builder supply, @Nullable String user) {
        return PromoSupply.asOffered(List.of("code"), List.of(supply.build()), user, USD)
                .get(0);
    }

    private static StoredCode asHeld(Builder supply) {
        return asHeld(supply, "ann");
    }

    private static StoredCode asHeld(Builder supply, @Nullable String user) {
        return PromoSupply.asHeld(List.of("code"), PromoSupply.byKey(List.of(supply.build())), user, USD)
                .get(0);
    }

    private static List<@Nullable String> reasons(List<String> typed, PromoSupply... supplies) {
        return PromoSupply.toBeHeld(typed, PromoSupply.byKey(List.of(supplies)), "ann", USD).stream()
                .map(StoredCode::reason)
                .toList();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    private static final class Builder {
        String code = "code";
        String rule = "RULE";
        boolean active = true;

        @Nullable
        Long usesLeft;

        @Nullable
        Long maxUsesPerUser;

        @Nullable
        Long userUsesLeft;

        @Nullable
        Long amountLeft;

        @Nullable
        Currency currency;

        @Nullable
        PromoUse held;

        Builder named(String name) {
            code = name;
            return this;
        }

        Builder of(String ruleCode) {
            rule = ruleCode;
            return this;
        }

        Builder inactive() {
            active = false;
            return this;
        }

        Builder uses(long left) {
            usesLeft = left;
            return this;
        }

        Builder perUser(long most, long left) {
            maxUsesPerUser = most;
            userUsesLeft = left;
            return this;
        }

        Builder budget(long left) {
            amountLeft = left;
            currency = currency == null ? USD : currency;
            return this;
        }

        Builder currency(String name) {
            currency = Currency.getInstance(name);
            return this;
        }

        Builder heldBy(@Nullable String user, long amount) {
            held = new PromoUse(user, amount, LATER, null);
            return this;
        }

        PromoSupply build() {
            return new PromoSupply(
                    code, rule, active, usesLeft, maxUsesPerUser, userUsesLeft, amountLeft, currency, held);
        }
    }
}
