package dev.holdfast.planted.internal.cart;

import dev.holdfast.planted.catalog.ShowsInternal;

/** Needs from below what is built on it. */
record CallsCapability(ShowsInternal above) {}
