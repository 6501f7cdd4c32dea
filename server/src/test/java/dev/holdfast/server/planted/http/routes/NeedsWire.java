package dev.holdfast.server.planted.http.routes;

import dev.holdfast.server.planted.http.wire.NeedsRoutes;
import org.jspecify.annotations.Nullable;

/** Closes a circle with {@link NeedsRoutes}. */
public record NeedsWire(@Nullable NeedsRoutes other) {}
