package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Without a key, whatever is written names this machine. */
interface ActorTests extends Served {
    @Test
    default void movementsCorrectionsAndPaymentsNameTheirActor() {
        long variant = variant(10);
        String movements = "/api/v1/variants/" + variant + "/movements";
        http().post(movements, "{\"kind\": \"received\", \"quantity\": 5}").is(201);
        String order = checkOut(cartWith(variant, 3)).is(201).header("Location");

        Reply paid = http().post(
                        order + "/payments", "{\"kind\": \"captured\", \"amount\": \"1.00\", \"reference\": \"c1\"}");
        Reply cancelled = http().post(order + "/cancellations", "{}");

        assertThat(paid.is(201).at("/actor")).isEqualTo("local");
        assertThat(cancelled.is(201).at("/actor")).isEqualTo("local");
        Reply read = http().get(order).is(200);
        assertThat(read.at("/payments/0/actor")).isEqualTo("local");
        assertThat(read.at("/corrections/0/actor")).isEqualTo("local");
        assertThat(http().get(movements).json().path("items"))
                .hasSize(5)
                .allSatisfy(
                        movement -> assertThat(movement.path("actor").asText()).isEqualTo("local"));
    }

    @Test
    default void revisionsOfRulesNameTheirActor() {
        String code = name("ACTOR");
        String rule = "/api/v1/pricing-rules/" + code;
        shop().rule("{'code': '" + code + "', 'active': false, 'discount': {'type': 'percent_off', 'percent': 10}}");

        assertThat(http().get(rule).is(200).json().has("actor")).isFalse();
        assertThat(http().patch(rule, "{\"priority\": 3}").is(200).at("/actor")).isEqualTo("local");
        assertThat(http().get(rule + "/history").is(200).at("/items/1/actor")).isEqualTo("local");
        assertThat(http().get("/api/v1/pricing-rules?limit=1000").is(200).json().findValuesAsText("actor"))
                .contains("local");
    }
}
