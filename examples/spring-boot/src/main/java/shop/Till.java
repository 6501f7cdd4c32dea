package shop;

import dev.holdfast.Holdfast;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.order.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sells what is in a cart. */
@Service
public class Till {
    private final Holdfast holdfast;
    private final JdbcTemplate jdbc;

    Till(Holdfast holdfast, JdbcTemplate jdbc) {
        this.holdfast = holdfast;
        this.jdbc = jdbc;
    }

    /**
     * The order, the stock and the payment are committed together. A payment that was used before is refused by the table:
     * then there is no order either, and the buyer keeps the reservation.
     *
     * @param payment what the payment provider calls the payment
     */
    @Transactional
    public Order buy(long cart, String payment) {
        Order order = holdfast.checkout().place(CheckoutRequest.of(cart));
        jdbc.update(
                "insert into payments values (?, ?, ?)",
                order.id(),
                order.total().toDecimal(),
                payment);
        return order;
    }
}
