package dev.holdfast.server.planted.access;

import io.javalin.http.Context;

/** Knows Javalin outside of the HTTP packages. */
record ReadsHeaders(Context known) {}
