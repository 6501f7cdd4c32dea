package shop;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.order.Order;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the pages of the shop call. */
@RestController
class ShopController {
    private final Holdfast holdfast;
    private final Till till;

    ShopController(Holdfast holdfast, Till till) {
        this.holdfast = holdfast;
        this.till = till;
    }

    @PostMapping("/reserve")
    Map<String, Object> reserve(@RequestParam("variant") long variant, @RequestParam("quantity") int quantity) {
        long id = holdfast.carts().create(NewCart.anonymous()).id();
        Cart cart = holdfast.carts().put(id, PutItem.of(variant, quantity)).cart();
        return Map.of("cart", cart.id(), "total", cart.total().toString());
    }

    @PostMapping("/buy")
    Map<String, Object> buy(@RequestParam("cart") long cart, @RequestParam("payment") String payment) {
        Order order = till.buy(cart, payment);
        return Map.of("order", order.id(), "total", order.total().toString());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(HoldfastException refusal) {
        return ResponseEntity.status(HttpStatus.CONFLICT)
                .body(Map.of("code", refusal.code(), "message", refusal.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> used(DuplicateKeyException refusal) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body(Map.of("code", "payment_used"));
    }
}
