package dev.holdfast.internal.work;

import static dev.holdfast.internal.sql.TableWrite.Column.bigint;
import static dev.holdfast.internal.sql.TableWrite.Column.integer;
import static dev.holdfast.internal.sql.TableWrite.Column.jsonb;
import static dev.holdfast.internal.sql.TableWrite.Column.text;
import static dev.holdfast.internal.sql.TableWrite.Column.timestamptz;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.ExpiredItemRow;
import dev.holdfast.internal.cart.ExtrasJson;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.json.OutcomesJson;
import dev.holdfast.internal.order.NewOrder;
import dev.holdfast.internal.promo.PromoRow;
import dev.holdfast.internal.promo.PromoTexts;
import dev.holdfast.internal.sql.TableWrite;
import dev.holdfast.internal.sql.TableWrite.Column;
import dev.holdfast.internal.stock.LedgerRow;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.work.Changes.OfCart;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.pricing.rule.Outcome;
import java.util.List;
import java.util.stream.Stream;

/** What a save can write, table by table. What is removed comes before what is added. */
public final class SaveParts {
    private static final TableWrite<StockRow> STOCK = TableWrite.of(
            "stock_written",
            """
            update #stock s set stock_quantity = n.stock_quantity, reserved_quantity = n.reserved_quantity,
                                version = n.version
            from $rows
            where s.variant_id = n.variant_id and s.location_id = n.location_id and s.version = n.loaded_version""",
            Changes::stock,
            bigint("variant_id", row -> row.key().variantId()),
            integer("location_id", row -> row.key().locationId()),
            integer("stock_quantity", StockRow::stockQuantity),
            integer("reserved_quantity", StockRow::reservedQuantity),
            bigint("version", StockRow::version),
            bigint("loaded_version", StockRow::loadedVersion));

    private static final TableWrite<LedgerRow> LEDGER = TableWrite.of(
            "ledger_written",
            """
            insert into #stock_ledger ($columns, at) select $columns, saved.at from saved cross join $rows""",
            Changes::ledger,
            bigint("variant_id", row -> row.key().variantId()),
            integer("location_id", row -> row.key().locationId()),
            bigint("version", LedgerRow::version),
            text("kind", LedgerRow::kind),
            integer("stock_delta", LedgerRow::stockDelta),
            integer("reserved_delta", LedgerRow::reservedDelta),
            integer("stock_after", LedgerRow::stockAfter),
            integer("reserved_after", LedgerRow::reservedAfter),
            text("reason", LedgerRow::reason),
            text("reference", LedgerRow::reference),
            bigint("cart_id", LedgerRow::cartId),
            bigint("order_id", LedgerRow::orderId));

    private static final String UPDATE_CARTS = """
            update #carts c set status = n.status, user_id = n.user_id, user_tier = n.user_tier,
                   promo_codes = string_to_array(n.promo_codes, chr(31)), last_item_id = n.last_item_id,
                   book_token = n.book_token, priced_at = n.priced_at, policy = n.policy, order_id = n.order_id,
                   $extras updated_at = n.updated_at
            from $rows where c.id = n.id""";

    private static final List<Column<LockedCart.Columns>> CART_COLUMNS = List.of(
            bigint("id", LockedCart.Columns::id),
            text("status", LockedCart.Columns::status),
            text("user_id", LockedCart.Columns::userId),
            text("user_tier", LockedCart.Columns::userTier),
            text("promo_codes", cart -> PromoTexts.join(cart.promoCodes())),
            integer("last_item_id", LockedCart.Columns::lastItemId),
            bigint("book_token", LockedCart.Columns::bookToken),
            timestamptz("priced_at", LockedCart.Columns::pricedAt),
            text("policy", LockedCart.Columns::policy),
            bigint("order_id", LockedCart.Columns::orderId),
            timestamptz("updated_at", LockedCart.Columns::updatedAt));

    private static final List<Column<LockedCart.Columns>> CART_EXTRAS_COLUMNS = Stream.concat(
                    CART_COLUMNS.stream(),
                    Stream.<Column<LockedCart.Columns>>of(
                            jsonb(
                                    "charges",
                                    cart -> ExtrasJson.writeCharges(
                                            cart.extras().charges())),
                            jsonb(
                                    "attributes",
                                    cart -> ExtrasJson.writeAttributes(
                                            cart.extras().attributes())),
                            text(
                                    "declined_gifts",
                                    cart -> PromoTexts.join(cart.extras().declinedGifts()))))
            .toList();

    private static final TableWrite<LockedCart.Columns> CARTS =
            new TableWrite<>("carts_written", UPDATE_CARTS.replace("$extras ", ""), Changes::carts, CART_COLUMNS);

    // A row can be written by one part only; most carts never have any of this.
    private static final TableWrite<LockedCart.Columns> CARTS_WITH_EXTRAS = new TableWrite<>(
            "carts_with_extras_written",
            UPDATE_CARTS.replace("$extras", """
                    charges = n.charges, attributes = n.attributes,
                    declined_gifts = string_to_array(n.declined_gifts, chr(31)),"""),
            Changes::cartsWithExtras,
            CART_EXTRAS_COLUMNS);

    private static final TableWrite<OfCart<CartItemRow>> LINES_REMOVED = TableWrite.of(
            "lines_removed",
            "delete from #cart_items i using $rows where i.cart_id = n.cart_id and i.id = n.id",
            Changes::linesRemoved,
            bigint("cart_id", OfCart::cartId),
            integer("id", of -> of.line().id()));

    private static final TableWrite<OfCart<CartItemRow>> LINES_CHANGED = TableWrite.of(
            "lines_changed",
            """
            update #cart_items i set product_id = n.product_id, category = n.category, quantity = n.quantity,
                   unit_price = n.unit_price, reserved_since = n.reserved_since, reserved_until = n.reserved_until
            from $rows where i.cart_id = n.cart_id and i.id = n.id""",
            Changes::linesChanged,
            bigint("cart_id", OfCart::cartId),
            integer("id", of -> of.line().id()),
            bigint("product_id", of -> of.line().productId()),
            text("category", of -> of.line().category()),
            integer("quantity", of -> of.line().quantity()),
            bigint("unit_price", of -> of.line().unitPrice()),
            timestamptz("reserved_since", of -> of.line().reservedSince()),
            timestamptz("reserved_until", of -> of.line().reservedUntil()));

    private static final TableWrite<OfCart<CartItemRow>> LINES_ADDED = TableWrite.of(
            "lines_added",
            "insert into #cart_items ($columns) select $columns from $rows",
            Changes::linesAdded,
            bigint("cart_id", OfCart::cartId),
            integer("id", of -> of.line().id()),
            bigint("variant_id", of -> of.line().key().variantId()),
            integer("location_id", of -> of.line().key().locationId()),
            bigint("product_id", of -> of.line().productId()),
            text("category", of -> of.line().category()),
            integer("quantity", of -> of.line().quantity()),
            bigint("unit_price", of -> of.line().unitPrice()),
            timestamptz("reserved_since", of -> of.line().reservedSince()),
            timestamptz("reserved_until", of -> of.line().reservedUntil()),
            text("gift_rule", of -> of.line().giftRule()));

    private static final TableWrite<OfCart<ExpiredItemRow>> EXPIRED_REMOVED = TableWrite.of(
            "expired_removed",
            "delete from #expired_items i using $rows where i.cart_id = n.cart_id and i.id = n.id",
            Changes::expiredRemoved,
            bigint("cart_id", OfCart::cartId),
            integer("id", of -> of.line().id()));

    private static final TableWrite<OfCart<ExpiredItemRow>> EXPIRED_ADDED = TableWrite.of(
            "expired_added",
            "insert into #expired_items ($columns) select $columns from $rows",
            Changes::expiredAdded,
            bigint("cart_id", OfCart::cartId),
            integer("id", of -> of.line().id()),
            bigint("variant_id", of -> of.line().key().variantId()),
            integer("location_id", of -> of.line().key().locationId()),
            integer("quantity", of -> of.line().quantity()),
            timestamptz("expired_at", of -> of.line().expiredAt()));

    private static final TableWrite<NewOrder> ORDERS = TableWrite.of(
            "orders_written",
            """
            insert into #orders (id, number, cart_id, user_id, user_tier, promo_codes, status, currency, subtotal,
                                 charge_total, discount_total, total, explanation, book_token, priced_at, policy, placed_at)
            select n.id, cast(n.id as text), n.cart_id, n.user_id, n.user_tier,
                   string_to_array(n.promo_codes, chr(31)), 'placed', n.currency, n.subtotal, n.charge_total,
                   n.discount_total, n.total, n.explanation, n.book_token, n.priced_at, n.policy, saved.at
            from saved cross join $rows""",
            Changes::orders,
            bigint("id", NewOrder::id),
            bigint("cart_id", order -> order.cart().columns().id()),
            text("user_id", order -> order.cart().columns().userId()),
            text("user_tier", order -> order.cart().columns().userTier()),
            text("promo_codes", order -> PromoTexts.join(order.cart().columns().promoCodes())),
            text("currency", order -> order.cart().columns().currency().getCurrencyCode()),
            bigint("subtotal", order -> order.quote().subtotal().minor()),
            bigint("charge_total", order -> order.quote().chargeTotal().minor()),
            bigint("discount_total", order -> order.quote().discountTotal().minor()),
            bigint("total", order -> order.quote().total().minor()),
            jsonb("explanation", order -> applied(order.quote().explanation())),
            bigint("book_token", order -> order.quote().bookToken()),
            timestamptz("priced_at", order -> order.quote().pricedAt()),
            text("policy", order -> order.quote().policy()));

    private static final TableWrite<NewOrder.Item> ORDER_ITEMS = TableWrite.of(
            "order_items_written",
            "insert into #order_items ($columns) select $columns from $rows",
            Changes::orderItems,
            bigint("order_id", NewOrder.Item::orderId),
            integer("id", item -> item.line().id()),
            bigint("variant_id", item -> item.line().key().variantId()),
            integer("location_id", item -> item.line().key().locationId()),
            bigint("product_id", item -> item.line().productId()),
            text("category", item -> item.line().category()),
            text("sku", item -> item.line().sku()),
            text("name", item -> item.line().name()),
            integer("quantity", item -> item.line().quantity()),
            bigint("unit_price", item -> item.line().unitPrice()),
            bigint("subtotal", item -> item.quoted().subtotal().minor()),
            bigint("discount", item -> item.quoted().discount().minor()),
            bigint("total", item -> item.quoted().total().minor()),
            text("gift_rule", item -> item.line().giftRule()),
            jsonb("explanation", item -> applied(item.quoted().explanation())));

    private static final TableWrite<NewOrder.OrderedCharge> ORDER_CHARGES = TableWrite.of(
            "order_charges_written",
            "insert into #order_charges ($columns) select $columns from $rows",
            Changes::orderCharges,
            bigint("order_id", NewOrder.OrderedCharge::orderId),
            text("code", NewOrder.OrderedCharge::code),
            text("name", NewOrder.OrderedCharge::name),
            bigint("amount", charge -> charge.quoted().charge().amount().minor()),
            bigint("discount", charge -> charge.quoted().discount().minor()),
            bigint("total", charge -> charge.quoted().total().minor()),
            jsonb("explanation", charge -> applied(charge.quoted().explanation())));

    private static final TableWrite<PromoRow> PROMO_CODES = TableWrite.of(
            "promo_codes_written",
            """
            update #promo_codes p set held_uses = n.held_uses, claimed_uses = n.claimed_uses,
                   held_amount = n.held_amount, claimed_amount = n.claimed_amount, version = p.version + 1
            from $rows where p.id = n.id and p.version = n.loaded_version""",
            Changes::promoCodes,
            bigint("id", row -> row.columns().id()),
            bigint("held_uses", row -> row.counts().heldUses()),
            bigint("claimed_uses", row -> row.counts().claimedUses()),
            bigint("held_amount", row -> row.counts().heldAmount()),
            bigint("claimed_amount", row -> row.counts().claimedAmount()),
            bigint("loaded_version", PromoRow::loadedVersion));

    private static final TableWrite<PromoRow.OfCode> PROMO_USES_REMOVED = TableWrite.of(
            "promo_uses_removed",
            "delete from #promo_uses u using $rows where u.code_id = n.code_id and u.cart_id = n.cart_id",
            Changes::promoUsesRemoved,
            bigint("code_id", PromoRow.OfCode::codeId),
            bigint("cart_id", PromoRow.OfCode::cartId));

    private static final TableWrite<PromoRow.OfCode> PROMO_USES = TableWrite.of(
            "promo_uses_written",
            """
            insert into #promo_uses ($columns) select $columns from $rows
            on conflict (cart_id, code_id) do update
              set user_id = excluded.user_id, amount = excluded.amount, held_until = excluded.held_until,
                  order_id = excluded.order_id""",
            Changes::promoUsesWritten,
            bigint("code_id", PromoRow.OfCode::codeId),
            bigint("cart_id", PromoRow.OfCode::cartId),
            text("user_id", of -> of.written().userId()),
            bigint("amount", of -> of.written().amount()),
            timestamptz("held_until", of -> of.written().heldUntil()),
            bigint("order_id", of -> of.written().orderId()));

    public static final List<TableWrite<?>> ALL = List.of(
            STOCK,
            LEDGER,
            CARTS,
            CARTS_WITH_EXTRAS,
            LINES_REMOVED,
            LINES_CHANGED,
            LINES_ADDED,
            EXPIRED_REMOVED,
            EXPIRED_ADDED,
            ORDERS,
            ORDER_ITEMS,
            ORDER_CHARGES,
            PROMO_CODES,
            PROMO_USES_REMOVED,
            PROMO_USES);

    private SaveParts() {}

    // What did not apply is derived again from the book, the policy and the inputs when somebody asks.
    private static String applied(List<RuleOutcome> explanation) {
        Stream<RuleOutcome> steps = explanation.stream()
                .filter(step -> step.outcome() == Outcome.APPLIED || step.outcome() == Outcome.CAPPED);
        return OutcomesJson.write(steps.toList());
    }
}
