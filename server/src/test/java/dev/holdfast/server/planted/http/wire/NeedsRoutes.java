package dev.holdfast.server.planted.http.wire;

import dev.holdfast.server.planted.http.routes.NeedsWire;

/** Closes a circle with {@link NeedsWire}. */
public record NeedsRoutes(NeedsWire other) {}
