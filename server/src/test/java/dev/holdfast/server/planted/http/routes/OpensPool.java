package dev.holdfast.server.planted.http.routes;

import com.zaxxer.hikari.HikariDataSource;

/** Knows the connection pool outside of the database package. */
record OpensPool(HikariDataSource known) {}
