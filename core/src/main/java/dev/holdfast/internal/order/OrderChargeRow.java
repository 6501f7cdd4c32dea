package dev.holdfast.internal.order;

import dev.holdfast.internal.json.JsonRow;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code order_charges}; amounts are in minor units of the order's currency. */
public record OrderChargeRow(
        String code, @Nullable String name, long amount, long discount, long total, List<RuleOutcome> explanation) {
    /** SQL for the charges of the order {@code o} as one JSON column. */
    static final String COLUMN = """
            (select coalesce(json_agg(json_build_object(
                      'code', c.code, 'name', c.name, 'amount', c.amount, 'discount', c.discount,
                      'total', c.total, 'explanation', c.explanation) order by c.code collate "C"), '[]')
             from #order_charges c where c.order_id = o.id) as charges""";

    static OrderChargeRow of(NewOrder.OrderedCharge charge) {
        return new OrderChargeRow(
                charge.code(),
                charge.name(),
                charge.quoted().charge().amount().minor(),
                charge.quoted().discount().minor(),
                charge.quoted().total().minor(),
                OrderRow.applied(charge.quoted().explanation()));
    }

    static OrderChargeRow of(JsonRow row) {
        return new OrderChargeRow(
                row.text("code"),
                row.optionalText("name"),
                row.number("amount"),
                row.number("discount"),
                row.number("total"),
                row.outcomes("explanation"));
    }
}
