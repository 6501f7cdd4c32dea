package dev.holdfast.server.planted.http.routes;

import dev.holdfast.migrations.MigrationException;

/** Knows the migrations outside of the database package. */
record Migrates(MigrationException known) {}
