package dev.holdfast.internal.stock;

/** Which counters the units of carts come from, and so what buyers are told that they can have. */
public final class SoldFrom {
    /** SQL for whether units of the counter {@code s} are sold. */
    public static final String COUNTER =
            "s.location_id = any(array(select l.id from #locations l where l.active and l.sells))";

    private SoldFrom() {}
}
