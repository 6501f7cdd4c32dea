package dev.holdfast.server.planted.http.routes;

import java.sql.Connection;

/** Knows JDBC outside of the database package. */
record AsksDatabase(Connection known) {}
