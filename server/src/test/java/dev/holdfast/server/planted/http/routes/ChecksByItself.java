package dev.holdfast.server.planted.http.routes;

import dev.holdfast.internal.input.Validation;

/** Knows the validation of the library outside of the wire package. */
record ChecksByItself(Validation known) {}
