package dev.holdfast.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.TakenException;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.AmountOff;
import dev.holdfast.pricing.rule.Per;
import dev.holdfast.pricing.rule.Percent;
import dev.holdfast.pricing.rule.PercentOff;
import dev.holdfast.pricing.rule.PricingRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules are added, changed, archived and listed. */
class PricingRulesTest extends PricingRulesStories {
    @Test
    void an_added_rule_is_found_as_its_first_revision() {
        RuleRevision added = rules.add(percent("added", 10));
        assertThat(added).isEqualTo(new RuleRevision(percent("added", 10), 1, START, false));
        assertThat(rules.get("added")).isEqualTo(added);
        assertThat(rules.list(PageRequest.first(1000)).items()).contains(added);
    }

    @Test
    void a_taken_code_is_refused_and_creates_no_book() {
        rules.add(percent("taken", 10));
        long token = token();
        assertThatThrownBy(() -> rules.add(percent("taken", 20)))
                .isInstanceOfSatisfying(
                        TakenException.class, taken -> assertThat(taken.code()).isEqualTo("code_taken"));
        assertThat(token()).isEqualTo(token);
    }

    @Test
    void a_rule_built_in_java_is_checked_against_the_limits_too() {
        PricingRule bad = PricingRule.builder("no spaces")
                .discount(new AmountOff(new Money(-1, USD), Per.UNIT))
                .group("\u0000")
                .build();

        assertThatThrownBy(() -> rules.add(bad))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactlyInAnyOrder("/code", "/discount/amount", "/group"));
    }

    @Test
    void a_change_creates_a_revision_and_a_book() {
        rules.add(percent("changed", 10));
        long before = token();
        clock.advance(Duration.ofMinutes(1));
        RuleRevision changed = rules.change("changed", "{\"discount\": {\"percent\": 20}}");
        assertThat(changed.revision()).isEqualTo(2);
        assertThat(changed.changedAt()).isEqualTo(START.plusSeconds(60));
        assertThat(changed.rule().discounts().get(0).discount()).isEqualTo(new PercentOff(new Percent(200_000)));
        assertThat(rules.get("changed")).isEqualTo(changed);
        assertThat(token()).isGreaterThan(before);
    }

    @Test
    void a_change_without_a_difference_writes_nothing() {
        RuleRevision added = rules.add(percent("same", 10));
        long token = token();
        assertThat(rules.change("same", "{\"priority\": 100, \"name\": null}")).isEqualTo(added);
        assertThat(token()).isEqualTo(token);
    }

    @Test
    void a_refused_change_writes_nothing() {
        RuleRevision added = rules.add(percent("refused", 10));
        long token = token();
        assertThatThrownBy(() -> rules.change("refused", "{\"discount\": {\"percent\": 120}, \"x\": 1}"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactlyInAnyOrder("/discount/percent", "/x"));
        assertThat(rules.get("refused")).isEqualTo(added);
        assertThat(token()).isEqualTo(token);
    }

    @Test
    void an_archived_rule_is_not_found_and_its_code_stays_taken() {
        rules.add(percent("archived", 10));
        assertThat(rules.archive("archived").archived()).isTrue();
        assertThatThrownBy(() -> rules.get("archived"))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.code()).isEqualTo("rule_not_found"));
        assertThatThrownBy(() -> rules.archive("archived")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> rules.change("archived", "{}")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> rules.add(percent("archived", 10))).isInstanceOf(TakenException.class);
        assertThat(rules.list(PageRequest.first(1000)).items())
                .extracting(entry -> entry.rule().code())
                .doesNotContain("archived");
    }

    @Test
    void the_history_of_a_rule_is_paged_and_survives_archiving() {
        rules.add(percent("history", 1));
        rules.change("history", "{\"discount\": {\"percent\": 2}}");
        rules.change("history", "{\"discount\": {\"percent\": 3}}");
        rules.archive("history");
        Page<RuleRevision> first = rules.history("history", PageRequest.first(2));
        assertThat(first.items()).extracting(RuleRevision::revision).containsExactly(1, 2);
        assertThat(first.items()).allMatch(RuleRevision::archived);
        Page<RuleRevision> second = rules.history("history", new PageRequest(2, first.nextCursor()));
        assertThat(second.items()).extracting(RuleRevision::revision).containsExactly(3);
        assertThat(second.nextCursor()).isNull();
        assertThatThrownBy(() -> rules.history("never\u0000", PageRequest.first()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> rules.history("history", new PageRequest(2, "x")))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void rules_are_listed_by_code_a_page_at_a_time() {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rules.add(percent("list-" + i, 10));
        }
        rules.change("list-3", "{\"active\": false}");
        String cursor = "list-";
        do {
            Page<RuleRevision> page = rules.list(new RuleFilter(true), new PageRequest(2, cursor));
            page.items().forEach(entry -> codes.add(entry.rule().code()));
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(codes).startsWith("list-0", "list-1", "list-2", "list-4").isSorted();
    }
}
