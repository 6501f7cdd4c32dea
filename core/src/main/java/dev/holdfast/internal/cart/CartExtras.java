package dev.holdfast.internal.cart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The parts that few carts have: all that a price depends on besides items and buyer, and the notes for its shop.
 *
 * @param charges by code
 * @param attributes of the context that rules may ask for, such as {@code channel}
 * @param declinedGifts codes of the rules whose gifts the buyer has removed
 * @param notes for the shop; the price does not depend on them
 */
public record CartExtras(
        List<Charge> charges, SortedMap<String, String> attributes, List<String> declinedGifts, CartNotes notes) {
    /** None of it. */
    public static final CartExtras NONE =
            new CartExtras(List.of(), Collections.emptySortedMap(), List.of(), CartNotes.NONE);

    /** Copies, and puts charges and declined gifts in the order of their codes. */
    public CartExtras {
        charges = charges.stream().sorted(Comparator.comparing(Charge::code)).toList();
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        declinedGifts = declinedGifts.stream().sorted().toList();
    }

    /** With a charge, which replaces one with the same code. */
    public CartExtras with(Charge charge) {
        List<Charge> others = new ArrayList<>(without(charge.code()).charges);
        others.add(charge);
        return withCharges(others);
    }

    /** Without the charge of this code. */
    public CartExtras without(String code) {
        return withCharges(
                charges.stream().filter(charge -> !charge.code().equals(code)).toList());
    }

    /** Whether there is a charge of this code. */
    public boolean hasCharge(String code) {
        return charges.stream().anyMatch(charge -> charge.code().equals(code));
    }

    /** With these charges only. */
    public CartExtras withCharges(List<Charge> others) {
        return new CartExtras(others, attributes, declinedGifts, notes);
    }

    /** With these attributes only. */
    public CartExtras withAttributes(Map<String, String> others) {
        return new CartExtras(charges, new TreeMap<>(others), declinedGifts, notes);
    }

    /** With one more declined gift. */
    public CartExtras withDeclinedGift(String rule) {
        return withDeclinedGifts(Stream.concat(declinedGifts.stream(), Stream.of(rule))
                .distinct()
                .toList());
    }

    /** With these declined gifts only. */
    public CartExtras withDeclinedGifts(List<String> others) {
        return new CartExtras(charges, attributes, others, notes);
    }

    /** With these notes only. */
    public CartExtras withNotes(CartNotes others) {
        return new CartExtras(charges, attributes, declinedGifts, others);
    }
}
