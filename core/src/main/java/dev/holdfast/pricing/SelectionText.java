package dev.holdfast.pricing;

import dev.holdfast.pricing.rule.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/** Says in words which items a selection selects. */
final class SelectionText {
    private final LongFunction<String> products;
    private final LongFunction<String> variants;

    SelectionText(LongFunction<String> products, LongFunction<String> variants) {
        this.products = products;
        this.variants = variants;
    }

    /** A phrase such as {@code items in shirts except TS-RED-M}. */
    String items(Selection selection) {
        List<String> named = new ArrayList<>(names(selection.products(), products));
        named.addAll(names(selection.variants(), variants));
        List<String> categories = selection.categories().stream().sorted().toList();
        String phrase;
        if (selection.isUnnamed()) {
            phrase = "all items";
        } else if (categories.isEmpty()) {
            phrase = list(named, "and");
        } else {
            String items = "items in " + list(categories, "and");
            phrase = named.isEmpty() ? items : items + " and " + list(named, "and");
        }
        if (selection.minUnitPrice() != null) {
            phrase += " from " + selection.minUnitPrice() + " a unit";
        }
        if (selection.maxUnitPrice() != null) {
            phrase += " up to " + selection.maxUnitPrice() + " a unit";
        }
        return selection.except() == null ? phrase : phrase + " except " + items(selection.except());
    }

    String variant(long id) {
        return variants.apply(id);
    }

    private static List<String> names(Set<Long> ids, LongFunction<String> names) {
        return ids.stream().sorted().map(names::apply).toList();
    }

    /** Words with commas between them, and another word before the last. */
    static String list(List<String> words, String last) {
        int size = words.size();
        return size < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, size - 1)) + " " + last + " " + words.get(size - 1);
    }

    static String units(long number) {
        return number + (number == 1 ? " unit" : " units");
    }
}
