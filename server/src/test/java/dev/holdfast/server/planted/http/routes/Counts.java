package dev.holdfast.server.planted.http.routes;

import io.micrometer.core.instrument.Counter;

/** Knows Micrometer outside of the metrics package. */
record Counts(Counter known) {}
