package dev.holdfast.inventory;

import dev.holdfast.ConflictException;
import java.util.List;
import java.util.stream.Collectors;

/** Fewer units are available than were requested; expired reservations count as available. Nothing was changed. */
public final class InsufficientStockException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private final Shortage[] shortages;

    /** For Holdfast's own services. There is at least one shortage. */
    public InsufficientStockException(List<Shortage> shortages) {
        super(
                "insufficient_stock",
                shortages.stream().map(Shortage::toString).collect(Collectors.joining("; ")),
                null,
                "variant_id",
                shortages.get(0).variantId(),
                "requested",
                shortages.get(0).requested(),
                "available",
                shortages.get(0).available(),
                "shortages",
                shortages.stream().map(Shortage::facts).toList());
        this.shortages = shortages.toArray(Shortage[]::new);
    }

    /** Every variant that is short of stock, in the order of the call; at least one. */
    public List<Shortage> shortages() {
        return List.of(shortages);
    }

    /** The variant that is short of stock; the first of several. */
    public long variantId() {
        return shortages[0].variantId();
    }

    /** The units of it that were requested. */
    public int requested() {
        return shortages[0].requested();
    }

    /** The units of it that the caller could have had, including those that it already holds. */
    public int available() {
        return shortages[0].available();
    }
}
