package dev.holdfast.planted.pricing;

import org.jdbi.v3.core.Handle;

/** Not the engine, so it may ask. */
record AsksOnBehalf(Handle handle) {
    int price() {
        return handle.execute("select 1");
    }
}
