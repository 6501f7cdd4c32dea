package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

interface EventTests extends Served {
    /** The cursor behind all that has happened. */
    default String latest() {
        return http().get("/api/v1/events?after=latest").is(200).at("/next_cursor");
    }

    /** What happened behind a cursor, by type. */
    default List<String> types(String query) {
        return http().get("/api/v1/events?" + query)
                .is(200)
                .json()
                .required("items")
                .valueStream()
                .map(event -> event.required("type").textValue())
                .toList();
    }

    @Test
    default void whatHappensIsListedInOrder() {
        long variant = variant(3);
        String before = latest();
        String cart = cartWith(variant, 2);
        long order = checkOut(cart).is(201).id("/id");

        assertThat(types("after=" + before + "&types=cart.created,reservation.created,cart.checked_out,order.placed"))
                .containsExactly("cart.created", "reservation.created", "cart.checked_out", "order.placed");
        JsonNode event = http().get("/api/v1/events?after=" + before + "&types=order.placed")
                .is(200)
                .json()
                .at("/items/0");
        assertThat(event.required("specversion").textValue()).isEqualTo("1.0");
        assertThat(event.required("source").textValue()).isEqualTo("/api/v1");
        assertThat(event.required("subject").textValue()).isEqualTo("orders/" + order);
        assertThat(event.required("datacontenttype").textValue()).isEqualTo("application/json");
        assertThat(event.at("/data/total").textValue()).isEqualTo("20.00");
    }

    @Test
    default void whoDidItIsTheActor() {
        String before = latest();
        product("10.00");

        Reply page = http().get("/api/v1/events?types=product.changed&after=" + before);

        assertThat(page.is(200).at("/items/0/actor")).isEqualTo("local");
    }

    @Test
    default void thereIsAlwaysANextCursor() {
        String before = latest();

        Reply page = http().get("/api/v1/events?after=" + before).is(200);

        assertThat(page.json().required("items")).isEmpty();
        assertThat(page.at("/next_cursor")).isEqualTo(before);
    }

    @Test
    default void pagesMissNothingAndRepeatNothing() {
        String before = latest();
        String cart = cartWith(variant(9), 2);
        checkOut(cart).is(201);
        List<String> whole = types("after=" + before + "&limit=1000");

        List<String> paged = new ArrayList<>();
        String cursor = before;
        while (true) {
            Reply page = http().get("/api/v1/events?limit=2&after=" + cursor).is(200);
            page.json()
                    .required("items")
                    .forEach(event -> paged.add(event.required("type").textValue()));
            if (page.at("/next_cursor").equals(cursor)) {
                break;
            }
            cursor = page.at("/next_cursor");
        }

        assertThat(paged).isEqualTo(whole).hasSizeGreaterThan(4);
    }

    @Test
    default void anEventIsACursor() {
        String before = latest();
        checkOut(cartWith(variant(9), 2)).is(201);
        Reply page = http().get("/api/v1/events?after=" + before).is(200);

        String first = page.at("/items/0/id");

        assertThat(http().get("/api/v1/events?after=" + first).is(200).at("/items/0/id"))
                .isEqualTo(page.at("/items/1/id"));
    }

    @Test
    default void eventsOfASubjectAreFound() {
        String before = latest();
        String mine = cart();
        cart();

        assertThat(types("after=" + before + "&subject=carts/" + Served.id(mine)))
                .containsExactly("cart.created");
        assertThat(types("after=" + before + "&types=order.placed&subject=carts/" + Served.id(mine)))
                .isEmpty();
    }

    @Test
    default void theCursorOfAnEventThatIsNotThereIsGone() {
        for (String path : List.of("/api/v1/events", "/api/v1/events?types=order.paid&limit=3")) {
            String cursor = "999999999999-zzzzzz";
            Reply gone = http().get(path + (path.contains("?") ? "&" : "?") + "after=" + cursor);

            gone.isProblem(410, "event_cursor_gone");
            assertThat(gone.at("/cursor")).isEqualTo(cursor);
        }
    }

    @Test
    default void wrongFiltersOfEventsAreNamed() {
        Reply unknown = http().get("/api/v1/events?types=order.paid,order.eaten&limit=0&colour=red");

        unknown.isInvalid("/types", "/limit", "/colour");
        assertThat(unknown.text()).contains("order.eaten", "order.placed");
        http().get("/api/v1/events?types=").isInvalid("/types");
        http().get("/api/v1/events?after=yesterday").isInvalid("/after");
        http().get("/api/v1/events?subject=seven").isInvalid("/subject");
        http().get("/api/v1/events/progress?after=latest").isInvalid("/after");
    }

    @Test
    default void progressSaysThatNothingIsHeldUp() {
        cart();

        Reply progress = http().get("/api/v1/events/progress").is(200);

        assertThat(progress.json().required("open_transactions")).isEmpty();
        assertThat(progress.id("/behind")).isZero();
    }
}
