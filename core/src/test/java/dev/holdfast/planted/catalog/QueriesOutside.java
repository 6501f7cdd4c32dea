package dev.holdfast.planted.catalog;

import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Statements that hosts could call. */
interface QueriesOutside {
    @SqlQuery("select 1")
    int one();
}
