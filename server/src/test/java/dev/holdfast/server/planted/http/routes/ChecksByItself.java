package dev.holdfast.server.planted.http.routes;

import dev.holdfast.internal.input.Validation;

/** Knows an internal package of the library. */
record ChecksByItself(Validation known) {}
