package dev.holdfast.planted.internal.run;

import dev.holdfast.planted.internal.cart.LocksForRun;

/** Runs commands, and knows what they are about. */
public record RunsCarts(LocksForRun locks) {}
