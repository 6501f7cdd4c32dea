package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

interface AuditTests extends Served {
    @Test
    default void changesAreListedWithTheirActor() {
        long product = product("10.00");
        http().patch("/api/v1/products/" + product, "{\"base_price\": \"12.50\", \"category\": \"shirts\"}")
                .is(200);
        http().patch("/api/v1/products/" + product, "{\"base_price\": \"12.50\"}")
                .is(200);

        Reply log = http().get("/api/v1/audit-log?subject_kind=product&subject_id=" + product);

        assertThat(log.is(200).json().path("items")).hasSize(2);
        assertThat(log.at("/items/0/actor")).isEqualTo("local");
        assertThat(log.at("/items/0/action")).isEqualTo("changed");
        assertThat(log.at("/items/0/before/base_price")).isEqualTo("10.00");
        assertThat(log.json().at("/items/0/before").has("category")).isTrue();
        assertThat(log.json().at("/items/0/before/category").isNull()).isTrue();
        assertThat(log.at("/items/0/after/base_price")).isEqualTo("12.50");
        assertThat(log.json().at("/items/0/after")).hasSize(2);
        assertThat(log.at("/items/1/action")).isEqualTo("created");
        assertThat(log.json().at("/items/1/before").isNull()).isTrue();
        assertThat(log.at("/items/1/after/currency")).isEqualTo("USD");
    }

    @Test
    default void theAuditLogIsFilteredAndPaged() {
        variant(3);
        variant(4);
        String created = "/api/v1/audit-log?actor=local&subject_kind=variant";

        Reply first = http().get(created + "&limit=1").is(200);
        Reply second = http().get(created + "&limit=1&cursor=" + first.at("/next_cursor"))
                .is(200);
        assertThat(second.id("/items/0/id")).isLessThan(first.id("/items/0/id"));
        assertThat(http().get("/api/v1/audit-log?actor=nobody").is(200).json().path("items"))
                .isEmpty();
        assertThat(http().get("/api/v1/audit-log?to=2001-01-01T00:00:00Z")
                        .is(200)
                        .json()
                        .path("items"))
                .isEmpty();
        assertThat(http().get("/api/v1/audit-log?from=2001-01-01T00:00:00Z&limit=1")
                        .is(200)
                        .json()
                        .path("items"))
                .hasSize(1);
        http().get("/api/v1/audit-log?subject_kind=cart").isInvalid("/subject_kind");
        http().get("/api/v1/audit-log?subject_id=7").isInvalid("/subject_id");
        http().get("/api/v1/audit-log?cursor=x").isInvalid("/cursor");
    }
}
