package dev.holdfast.planted.internal.cart;

import dev.holdfast.planted.internal.run.RunsCarts;

/** Closes a circle with another room. */
public record LocksForRun(int depth) {
    public RunsCarts deeper() {
        return new RunsCarts(this);
    }
}
