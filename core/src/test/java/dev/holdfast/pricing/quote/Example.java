package dev.holdfast.pricing.quote;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A published example and its figures.
 *
 * @param discounts what is taken off each item; empty if only the total is known
 * @param total the amount to be paid, including charges
 * @param perRule what individual rules take off
 */
record Example(String name, Pricer cart, List<Long> discounts, long total, Map<String, Long> perRule) {
    Example with(String rule, long amount) {
        Map<String, Long> more = new HashMap<>(perRule);
        more.put(rule, amount);
        return new Example(name, cart, discounts, total, more);
    }

    @Override
    public String toString() {
        return name;
    }

    static String percent(String percent) {
        return "'discount': {'type': 'percent_off', 'percent': '" + percent + "'}";
    }

    static String orderPercent(String percent) {
        return "'target': 'order', " + percent(percent);
    }

    static String orderAmount(String amount) {
        return "'target': 'order', 'discount': {'type': 'amount_off', 'amount': '" + amount + "'}";
    }

    static String units(String amount, int maxUnits) {
        return "'discount': {'type': 'amount_off', 'amount': '" + amount + "', 'max_units': " + maxUnits + "}";
    }

    static String sets(int buy, int get, String more) {
        return "'discount': {'type': 'buy_x_get_y', 'buy': {'quantity': " + buy + "}, 'get': {'quantity': " + get
                + ", 'percent': 100}, " + more + "}";
    }

    static Example example(String name, Pricer cart, long total, long... discounts) {
        List<Long> perLine = Arrays.stream(discounts).boxed().toList();
        return new Example(name, cart, perLine, total, Map.of());
    }
}
