package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

interface ListTests extends Served {
    @Test
    default void severalProductsAreShownWithTheirVariants() {
        String name = name("list");
        long cheap = product(name + " b", "10.00");
        long dear = product(name + " a", "20.00");
        long red = variant(cheap, name + ",red", "null", 3, "red");
        variant(cheap, name + "-blue", "\"12.50\"", 0, "blue");
        String both = "/api/v1/products?ids=" + cheap + "," + dear;

        assertThat(ids(both + "&sort=name")).containsExactly(dear, cheap);
        assertThat(ids("/api/v1/products?ids=" + cheap + "&ids=" + dear + "&sort=-base_price"))
                .containsExactly(dear, cheap);
        assertThat(ids(both + "&attribute=color:blue")).containsExactly(cheap);
        assertThat(ids(both + "&attribute=color:red&available=true")).containsExactly(cheap);
        assertThat(ids(both + "&attribute=color:blue&available=true")).isEmpty();
        assertThat(ids(both + "&available=false")).containsExactly(dear);
        assertThat(ids(both + "&created_to=2001-01-01T00:00:00Z")).isEmpty();

        Reply expanded = http().get(both + "&expand=variants").is(200);
        assertThat(expanded.json().at("/items/0/variants")).hasSize(2);
        assertThat(expanded.id("/items/0/variants/0/id")).isEqualTo(red);
        assertThat(expanded.json().at("/items/0/variant_count").intValue()).isEqualTo(2);
        assertThat(expanded.json().at("/items/0/price_range")).hasToString("{\"min\":\"10.00\",\"max\":\"12.50\"}");
        assertThat(expanded.json().at("/items/0/available_quantity").intValue()).isEqualTo(3);
        assertThat(expanded.json().at("/items/1/variants")).isEmpty();
        assertThat(expanded.json().at("/items/1/available_quantity").intValue()).isZero();
        assertThat(expanded.json().at("/items/1").has("price_range")).isFalse();
        assertThat(http().get("/api/v1/products/" + cheap + "?expand=variants")
                        .is(200)
                        .json())
                .isEqualTo(expanded.json().at("/items/0"));
        assertThat(http().get("/api/v1/products/" + cheap).json().has("variants"))
                .isFalse();
        // A sale changes what is shown with the product, and not the product.
        String path = "/api/v1/products/" + cheap;
        String tag = http().get(path + "?expand=variants").header("ETag");
        cartWith(red, 1);
        assertThat(http().with("If-None-Match", tag)
                        .get(path + "?expand=variants")
                        .status())
                .isEqualTo(200);
        assertThat(http().with("If-Match", tag)
                        .patch(path, "{\"description\": \"new\"}")
                        .status())
                .isEqualTo(200);
        assertThat(http().with("If-Match", tag)
                        .patch(path, "{\"description\": \"newer\"}")
                        .status())
                .isEqualTo(412);
    }

    @Test
    default void severalVariantsAreFound() {
        String name = name("list");
        long one = product(name + "1", "10.00");
        long two = product(name + "2", "10.00");
        long red = variant(one, name + ",red", "null", 3, "red");
        long blue = variant(two, name + "-blue", "null", 0, "blue");

        assertThat(ids("/api/v1/variants?product_id=" + one + "," + two)).containsExactly(red, blue);
        assertThat(ids("/api/v1/variants?product_id=" + one + "&product_id=" + two + "&available=false"))
                .containsExactly(blue);
        assertThat(ids("/api/v1/variants?ids=" + blue + "," + red)).containsExactly(red, blue);
        assertThat(ids("/api/v1/variants?sku=" + name + "%2Cred&sku=" + name + "-blue"))
                .containsExactly(red, blue);
        assertThat(ids("/api/v1/variants?product_id=" + one + "," + two + "&attribute=color:red"))
                .containsExactly(red);
        assertThat(ids("/api/v1/variants?ids=" + red + "&created_from=2001-01-01T00:00:00Z"))
                .containsExactly(red);
    }

    @Test
    default void cartsAndOrdersAreListedByTimeAndCode() {
        String user = name("user");
        long cart = Served.id(
                http().post("/api/v1/carts", "{\"user_id\": \"" + user + "\", \"promo_codes\": [\"" + user + "\"]}")
                        .is(201)
                        .header("Location"));
        http().post("/api/v1/carts/" + cart + "/items", "{\"variant_id\": " + variant(5) + ", \"quantity\": 1}")
                .is(201);
        long order = http().post("/api/v1/checkout", "{\"cart_id\": " + cart + "}")
                .is(201)
                .id("/id");

        String ofUser = "/api/v1/carts?user_id=" + user;
        assertThat(ids(ofUser + "&created_from=2001-01-01T00:00:00Z")).containsExactly(cart);
        assertThat(ids(ofUser + "&created_to=2001-01-01T00:00:00Z")).isEmpty();
        assertThat(ids("/api/v1/carts?created_to=2001-01-01T00:00:00Z")).isEmpty();
        assertThat(ids("/api/v1/orders?promo_code=" + user.toUpperCase(java.util.Locale.ROOT)))
                .containsExactly(order);
        assertThat(ids("/api/v1/orders?promo_code=" + user + "&status=placed&placed_to=2001-01-01T00:00:00Z"))
                .isEmpty();
    }

    @Test
    default void listsNameWhatTheyCannotBeAskedFor() {
        String many = LongStream.rangeClosed(1, 251).mapToObj(String::valueOf).collect(Collectors.joining(","));
        http().get("/api/v1/products?ids=" + many).isInvalid("/ids");
        http().get("/api/v1/products?ids=1,x,3").isInvalid("/ids");
        http().get("/api/v1/products?ids=").isInvalid("/ids");
        http().get("/api/v1/products?sort=price&expand=all&available=yes").isInvalid("/sort", "/expand", "/available");
        http().get("/api/v1/products?expand=variants&limit=101").isInvalid("/limit");
        http().get("/api/v1/products?attribute=red&attribute=:red&attribute=a:1&attribute=a:2")
                .isInvalid("/attribute", "/attribute", "/attribute");
        http().get("/api/v1/variants?product_id=0&sku=").isInvalid("/product_id", "/sku");
        http().get("/api/v1/variants?sort=name").isInvalid("/sort");
        http().get("/api/v1/carts?created_from=today").isInvalid("/created_from");
    }

    private List<Long> ids(String path) {
        return http().get(path)
                .is(200)
                .json()
                .required("items")
                .valueStream()
                .map(item -> item.required("id"))
                .map(JsonNode::longValue)
                .toList();
    }

    private long product(String name, String price) {
        return http().post("/api/v1/products", "{\"name\": \"" + name + "\", \"base_price\": \"" + price + "\"}")
                .is(201)
                .id("/id");
    }

    private long variant(long product, String sku, String price, int stock, String color) {
        return http().post(
                        "/api/v1/variants",
                        "{\"product_id\": %d, \"sku\": \"%s\", \"price\": %s, \"stock_quantity\": %d, \"attributes\": {\"color\": \"%s\"}}"
                                .formatted(product, sku, price, stock, color))
                .is(201)
                .id("/id");
    }
}
