package dev.holdfast.planted.pricing.quote;

import dev.holdfast.planted.pricing.AsksOnBehalf;

/** A price that hangs on a database, by way of another class. */
final class AsksDatabase {
    int price(AsksOnBehalf other) {
        return other.price();
    }
}
