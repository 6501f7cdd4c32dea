package dev.holdfast.internal.json;

import dev.holdfast.Money;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.pricing.rule.Selection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which lines are meant. */
final class SelectionReader {
    private static final int LONGEST_PATH = 500;

    private final RuleMoney money;
    private final Validation checks;

    SelectionReader(RuleMoney money, Validation checks) {
        this.money = money;
        this.checks = checks;
    }

    /** An object that is a selection and nothing else; all lines when it is not there. */
    Selection read(Fields fields, String name) {
        Fields inner = fields.object(name);
        if (inner == null) {
            return Selection.ALL;
        }
        Selection selection = readAmong(inner);
        inner.refuseOthers("");
        return selection;
    }

    /** The fields of a selection among those of something else. */
    Selection readAmong(Fields fields) {
        Selection named = named(fields);
        return new Selection(
                named.products(),
                named.variants(),
                named.categories(),
                except(fields.object("exclude")),
                named.minUnitPrice(),
                named.maxUnitPrice());
    }

    private Selection named(Fields fields) {
        Set<Long> products = fields.ids("products");
        Set<Long> variants = fields.ids("variants");
        Set<String> categories = fields.entries("categories", (at, node) -> {
            if (!node.isTextual()) {
                checks.fail(at, Fields.shown(node) + " is not a text");
                return null;
            }
            String path = node.textValue();
            int before = checks.count();
            checks.text(at, path, LONGEST_PATH);
            if (checks.count() == before && !path.matches("[^/]+(/[^/]+)*")) {
                checks.fail(at, Validation.shown(path) + " is not a path such as \"apparel/men\"");
            }
            return checks.count() == before ? path : null;
        });
        Money min = money.read(fields, "min_unit_price", 0);
        Money max = money.read(fields, "max_unit_price", 0);
        if (min != null && max != null && max.compareTo(min) < 0) {
            fields.fail("max_unit_price", max.toDecimal() + " is less than min_unit_price, " + min.toDecimal());
        }
        return new Selection(products, variants, categories, null, min, max);
    }

    private @Nullable Selection except(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        Selection except = named(fields);
        fields.refuseOthers("");
        // What excepts nothing is no exception; by itself it would select every line.
        return except.equals(Selection.ALL) ? null : except;
    }
}
