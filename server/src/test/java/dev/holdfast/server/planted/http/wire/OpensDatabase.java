package dev.holdfast.server.planted.http.wire;

import dev.holdfast.internal.sql.Database;

/** Knows an internal package of the library that is not shared. */
record OpensDatabase(Database known) {}
