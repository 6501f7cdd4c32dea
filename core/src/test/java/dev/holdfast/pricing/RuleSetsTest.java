package dev.holdfast.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.PageRequest;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.testing.TestShop;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleSetsTest {
    private static final Currency USD = Currency.getInstance("USD");

    private final TestShop shop = new TestShop();
    private final PricingRules rules = shop.holdfast.pricing();

    private static PricingRule percent(String code, int percent) {
        return PricingRuleJson.read(
                "{\"code\": \"" + code + "\", \"discount\": {\"type\": \"percent_off\", \"percent\": " + percent + "}}",
                USD);
    }

    private long token() {
        long variant = shop.variant(1).id();
        return rules.quote(new QuoteRequest(List.of(new QuoteRequest.Item(variant, 1)), null, null, null, List.of()))
                .bookToken();
    }

    private List<String> standing() {
        return rules.list(PageRequest.first(100)).items().stream()
                .map(entry -> entry.rule().code() + entry.revision())
                .toList();
    }

    @Test
    void a_set_is_applied_as_one_book() {
        rules.add(percent("A", 1));
        rules.add(percent("B", 2));
        rules.add(percent("C", 3));
        long before = token();

        RuleChanges changes = rules.compare(List.of(percent("D", 4), percent("B", 5), percent("A", 1)), true);
        assertThat(changes.changes()).extracting(RuleChange::code).containsExactly("B", "C", "D");
        assertThat(changes.unchanged()).isEqualTo(1);
        rules.apply(changes);

        assertThat(standing()).containsExactly("A1", "B2", "D1");
        assertThat(token()).isEqualTo(before + 1);
        assertThat(rules.history("C", PageRequest.first(10)).items())
                .singleElement()
                .matches(RuleRevision::archived);
        assertThat(rules.history("B", PageRequest.first(10)).items())
                .extracting(entry -> entry.rule())
                .containsExactly(percent("B", 2), percent("B", 5));
    }

    @Test
    void the_same_set_again_changes_nothing() {
        List<PricingRule> set = List.of(percent("A", 1), percent("B", 2));
        rules.apply(rules.compare(set, false));
        long before = token();

        RuleChanges again = rules.compare(set, true);
        assertThat(again.isEmpty()).isTrue();
        rules.apply(again);
        assertThat(token()).isEqualTo(before);
        assertThat(standing()).containsExactly("A1", "B1");
    }

    @Test
    void rules_outside_the_set_stay_unless_they_are_pruned() {
        rules.add(percent("A", 1));
        rules.apply(rules.compare(List.of(percent("B", 2)), false));
        assertThat(standing()).containsExactly("A1", "B1");
        rules.apply(rules.compare(List.of(), true));
        assertThat(standing()).isEmpty();
    }

    @Test
    void a_concurrent_change_is_not_lost() {
        rules.add(percent("A", 1));
        RuleChanges changes = rules.compare(List.of(percent("A", 2), percent("B", 2)), false);
        rules.change("A", "{\"discount\": {\"percent\": 9}}");

        assertThatThrownBy(() -> rules.apply(changes))
                .isInstanceOf(RulesChangedException.class)
                .hasMessageContaining("rule A was changed");
        assertThat(standing()).containsExactly("A2");

        RuleChanges adding = rules.compare(List.of(percent("B", 2)), false);
        rules.add(percent("B", 3));
        assertThatThrownBy(() -> rules.apply(adding)).isInstanceOf(RulesChangedException.class);
        RuleChanges archiving = rules.compare(List.of(), true);
        rules.archive("B");
        assertThatThrownBy(() -> rules.apply(archiving)).isInstanceOf(RulesChangedException.class);
    }

    @Test
    void every_error_in_a_set_is_listed_by_position() {
        rules.add(percent("OLD", 1));
        rules.archive("OLD");

        assertThatThrownBy(() -> rules.compare(List.of(percent("A", 1), percent("OLD", 1)), false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("rules.1.code: \"OLD\" belongs to an archived rule");
        assertThatThrownBy(() -> rules.compare(List.of(percent("A", 1), percent("B", 1), percent("A", 2)), false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("rules.2.code: \"A\" is duplicated");
    }
}
