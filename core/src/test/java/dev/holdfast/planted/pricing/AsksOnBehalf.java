package dev.holdfast.planted.pricing;

import org.jdbi.v3.core.Handle;

/** Not the engine, so it may ask. */
public record AsksOnBehalf(Handle handle) {
    public int price() {
        return handle.execute("select 1");
    }
}
