package dev.holdfast.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pricing rules of the model: those that stand, and the codes that are taken. */
final class ModelRules {
    private final ModelShop shop;
    private final Map<String, ModelRule> rules = new TreeMap<>();
    private final Map<String, Integer> revisions = new TreeMap<>();

    ModelRules(ModelShop shop) {
        this.shop = shop;
    }

    ModelRules copy(ModelShop other) {
        ModelRules copy = new ModelRules(other);
        copy.rules.putAll(rules);
        copy.revisions.putAll(revisions);
        return copy;
    }

    /** The rules that stand. */
    List<ModelRule> book() {
        return List.copyOf(rules.values());
    }

    /** A rule for the stored code that a step adds: one that asks for such codes, if there is one. */
    String askingForCodes(Step step) {
        List<String> asking = new ArrayList<>();
        rules.values().stream().filter(rule -> rule.conditions().stored()).forEach(rule -> asking.add(rule.code()));
        return asking.isEmpty() || step.number() % 10 == 0
                ? ModelRule.code(step)
                : asking.get(step.cart() % asking.size());
    }

    void requireAskingForCodes(String code) {
        ModelRule rule = rules.get(code);
        if (rule == null) {
            throw new Refused("rule_not_found", "rule_code", code);
        }
        if (!rule.conditions().stored()) {
            throw new Refused("validation_failed");
        }
    }

    String add(Step step) {
        ModelRule rule = ModelRule.of(step, shop.now);
        if (revisions.containsKey(rule.code())) {
            throw new Refused("code_taken", "rule_code", rule.code());
        }
        rules.put(rule.code(), rule);
        revisions.put(rule.code(), 1);
        return shown(rule.code());
    }

    /** The rule that a step means as it stands, or another one. */
    ModelRule ruleOr(Step step, ModelRule other) {
        return rules.getOrDefault(ModelRule.code(step), other);
    }

    private ModelRule rule(Step step) {
        ModelRule rule = rules.get(ModelRule.code(step));
        if (rule == null) {
            throw new Refused("rule_not_found", "rule_code", ModelRule.code(step));
        }
        return rule;
    }

    String change(Step step) {
        ModelRule before = rule(step);
        ModelRule after = ModelRule.of(step, shop.now);
        if (!after.isSameAs(before)) {
            rules.put(after.code(), after);
            revisions.merge(after.code(), 1, Integer::sum);
        }
        return shown(after.code());
    }

    String archive(Step step) {
        ModelRule last = rule(step);
        rules.remove(last.code());
        return shown(last.code()) + " archived";
    }

    private String shown(String code) {
        return code + " revision " + revisions.get(code);
    }
}
