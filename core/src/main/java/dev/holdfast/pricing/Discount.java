package dev.holdfast.pricing;

import dev.holdfast.Money;
import java.util.List;

/** What a rule takes off. Each kind reckons itself, in its own file. */
public sealed interface Discount permits PercentOff, AmountOff, FixedPrice {
    /** Takes what is due off the parts of the reckoning. For the price engine. */
    void reckon(Reckoning reckoning);

    /** The amounts of money that it is made of; all are in one currency. */
    List<Money> amounts();
}
