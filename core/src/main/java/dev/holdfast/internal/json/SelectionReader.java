package dev.holdfast.internal.json;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.pricing.rule.Selection;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads which items are selected. */
final class SelectionReader {
    private static final Pattern PATH = Pattern.compile("[^/]+(/[^/]+)*");

    private final RuleMoney money;

    SelectionReader(RuleMoney money) {
        this.money = money;
    }

    /** Reads an object that is a selection and nothing else; all items if it is absent. */
    Selection read(Field field) {
        Fields fields = field.object();
        if (fields == null) {
            return Selection.ALL;
        }
        Selection selection = readAmong(fields);
        fields.refuseOthers();
        return selection;
    }

    /** Reads the fields of a selection among those of something else. */
    Selection readAmong(Fields fields) {
        Selection named = named(fields);
        return new Selection(
                named.products(),
                named.variants(),
                named.categories(),
                except(fields.get("exclude").object()),
                named.minUnitPrice(),
                named.maxUnitPrice());
    }

    private Selection named(Fields fields) {
        Set<Long> products = fields.get("products").set(Field::id);
        Set<Long> variants = fields.get("variants").set(Field::id);
        Set<String> categories = fields.get("categories").set(SelectionReader::path);
        Money min = money.read(fields, "min_unit_price", 0);
        Money max = money.read(fields, "max_unit_price", 0);
        if (min != null && max != null && max.compareTo(min) < 0) {
            fields.fail("max_unit_price", max.toDecimal() + " is less than min_unit_price, " + min.toDecimal());
        }
        return new Selection(products, variants, categories, null, min, max);
    }

    private static @Nullable String path(Field field) {
        return field.parsed(
                Limits.TEXT, path -> PATH.matcher(path).matches() ? path : null, "a path such as \"apparel/men\"");
    }

    private @Nullable Selection except(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        Selection except = named(fields);
        fields.refuseOthers();
        // An empty exclusion excludes nothing, but as a selection it would select every item.
        return except.equals(Selection.ALL) ? null : except;
    }
}
