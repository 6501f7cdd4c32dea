package dev.holdfast.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.catalog.Variant;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifierTest {
    private static final TestShop shop = new TestShop();

    @BeforeAll
    static void trade() {
        new TradedShop(shop).trade();
    }

    @Test
    void aSoundShopHasNoViolations() {
        VerifyReport report = shop.holdfast.verify();

        assertThat(report.violations()).isEmpty();
        assertThat(report.isSound()).isTrue();
        assertThat(report.results()).extracting(VerifyReport.Result::invariant).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "stock_bounds    | update #stock set reserved_quantity = stock_quantity + 1 where variant_id = 501",
                "stock_bounds    | update #stock set backordered_quantity = reserved_quantity + 1 where variant_id = 501",
                "stock_bounds    | update #stock set backorder_allowance = 0",
                "stock_bounds    | update #stock set backordered_quantity = 0",
                "stock_bounds    | update #stock set tracked = true",
                "stock_bounds    | update #stock set stock_quantity = -1 where not tracked",
                "stock_supply    | update #stock set preorder_available_at = null",
                "stock_supply    | update #stock set preorder_limit = 1000",
                "stock_supply    | update #cart_items set available_at = '2026-12-01Z' where backordered_quantity = 0",
                "stock_lines     | update #cart_items set quantity = quantity + 1 where variant_id = 501",
                "stock_lines     | update #cart_items set backordered_quantity = 0",
                "stock_lines     | update #backorders set quantity = quantity + 1",
                "stock_ledger    | update #stock_ledger set backordered_after = 0",
                "ledger_kinds    | update #stock_ledger set cart_id = 701 where kind = 'backordered'",
                "ledger_kinds    | update #stock_ledger set order_id = null where kind = 'filled'",
                "ledger_holders  | update #backorders set item_id = 9, order_id = order_id + 1000",
                "order_stock     | update #stock_ledger set order_id = order_id + 1000 where kind = 'backordered'",
                "order_returns   | update #stock_ledger set order_id = order_id + 1000 where kind = 'released'",
                "stock_lines     | delete from #cart_items where ctid = (select min(ctid) from #cart_items)",
                "stock_ledger    | update #stock set stock_quantity = stock_quantity + 1 where variant_id = 502",
                "stock_ledger    | update #stock set version = version + 1 where variant_id = 503",
                "stock_ledger    | delete from #stock_ledger where (variant_id, version) = (select variant_id, max(version) from #stock_ledger where variant_id = 501 group by 1)",
                "ledger_sequence | update #stock_ledger set event = nextval('#event_numbers') where variant_id = 502 and version = 1",
                "ledger_sequence | delete from #stock_ledger where variant_id = 501 and version = 3",
                "ledger_sequence | update #stock_ledger set stock_after = stock_after + 1 where variant_id = 502 and version = 1",
                "ledger_sequence | insert into #stock_ledger values (99, 1, 1, 'received', 1, 0, 1, 0, null, null, null, null, '2026-01-01Z')",
                "ledger_sequence | update #stock set tracked = not tracked",
                "ledger_sequence | update #stock_ledger set kind = 'tracked' where kind = 'untracked'",
                "ledger_sequence | update #stock_ledger set order_id = 1 where variant_id = 502 and kind = 'adjusted'",
                "ledger_kinds    | update #stock_ledger set stock_delta = 1, stock_after = stock_after + 1 where kind = 'untracked'",
                "ledger_kinds    | update #stock_ledger set kind = 'released' where kind = 'reserved'",
                "ledger_kinds    | update #stock_ledger set order_id = null where kind = 'sold'",
                "ledger_kinds    | update #stock_ledger set actor = 'ann', kind = 'expired' where kind = 'released'",
                "ledger_kinds    | update #stock_ledger set transfer_id = null where kind = 'transferred_in'",
                "ledger_kinds    | update #stock_ledger set kind = 'received' where kind = 'transferred_in'",
                "ledger_kinds    | update #stock_ledger set transfer_id = (select min(id) from #transfers) where kind = 'sold'",
                "transfers       | update #transfers set received_quantity = received_quantity + 3 where id = (select max(id) from #transfers)",
                "transfers       | update #transfers set status = 'received'",
                "transfers       | update #transfers set status = 'shipped'",
                "transfers       | update #transfers set received_at = null",
                "transfers       | update #transfers set to_location_id = from_location_id",
                "transfer_ledger | update #transfers set quantity = quantity + 1 where id = (select max(id) from #transfers)",
                "transfer_ledger | update #transfers set received_quantity = received_quantity + 1 where id = (select max(id) from #transfers)",
                "transfer_ledger | update #transfers set lost_quantity = 0, received_quantity = received_quantity + 1 where id = (select max(id) from #transfers)",
                "transfer_ledger | update #transfers set from_location_id = to_location_id, to_location_id = from_location_id",
                "transfer_ledger | update #transfers set variant_id = 501",
                "transfer_ledger | delete from #transfers where id = (select min(id) from #transfers)",
                "transfer_ledger | delete from #stock_ledger where kind = 'transferred_out'",
                "transfer_ledger | delete from #stock_ledger where transfer_id = (select min(id) from #transfers)",
                "transfer_ledger | update #stock_ledger set transfer_id = (select min(id) from #transfers) where transfer_id = (select max(id) from #transfers)",
                "transfer_ledger | update #stock_ledger set location_id = 3 where kind = 'transferred_in'",
                "ledger_holders  | update #stock_ledger set cart_id = 701 where kind = 'reserved' and cart_id = 702",
                "ledger_holders  | update #cart_items set cart_id = 701 where cart_id <> 701",
                "cart_lines      | update #carts set status = 'deleted' where id in (select cart_id from #cart_items)",
                "cart_lines      | insert into #expired_items select cart_id, id + 100, variant_id, location_id, quantity, reserved_until from #cart_items",
                "cart_lines      | update #cart_items set id = id + 100",
                "cart_lines      | update #cart_items set cart_id = cart_id + 1000",
                "cart_lines      | insert into #expired_items select cart_id + 1000, id + 100, variant_id, location_id, quantity, reserved_until from #cart_items",
                "cart_lines      | insert into #cart_items (cart_id, id, item_id, variant_id, location_id, product_id, quantity, unit_price, reserved_since, reserved_until, gift_rule) select cart_id, 0, 0, variant_id, location_id, product_id, quantity, unit_price, reserved_since, reserved_until + interval '1 hour', 'ten' from #cart_items",
                "cart_lines      | update #cart_items set unit_price = unit_price + 1 where id <> item_id",
                "cart_lines      | update #cart_items set item_id = id",
                "order_stock     | update #order_sources set quantity = quantity + 1 where position = 0",
                "order_stock     | delete from #order_sources where position = 1",
                "order_returns   | update #order_sources set given_back = 0",
                "order_returns   | update #order_sources set given_back = given_back + 1",
                "order_stock     | update #order_sources set units_per_item = units_per_item + 1 where units_per_item > 1",
                "order_returns   | update #order_sources set given_back = given_back - 1 where units_per_item > 1",
                "kit_items       | update #cart_items set quantity = quantity + 1 where kit_id is not null",
                "kit_items       | update #cart_items set units_per_kit = units_per_kit + 1 where kit_id is not null",
                "kit_items       | update #cart_items set units_per_kit = null where kit_id is not null",
                "kit_items       | update #cart_items set kit_id = kit_id + 1000 where kit_id is not null",
                "kit_items       | delete from #cart_items where kit_id is not null",
                "kits            | update #stock set tracked = true where variant_id in (select variant_id from #kits)",
                "kits            | update #kits set version = version + 1000000",
                "kits            | insert into #kits select min(variant_id), 1 from #kit_components; insert into #kit_components select min(variant_id), 1, 501, 1 from #kit_components",
                "cart_orders     | update #carts set status = 'deleted' where status = 'checked_out'",
                "cart_orders     | delete from #orders",
                "order_totals    | update #orders set subtotal = subtotal + 1, total = total + 1",
                "order_totals    | delete from #order_items where id = 2",
                "order_totals    | update #order_items set unit_price = unit_price + 1",
                "order_totals    | update #order_charges set amount = amount + 1, total = total + 1",
                "order_totals    | delete from #order_charges",
                "order_totals    | update #orders set charge_total = charge_total + 1, total = total + 1",
                "order_discounts | update #order_charges set explanation = '[]'",
                "order_discounts | update #order_items set gift_rule = 'ten'",
                "order_discounts | update #order_items set discount = discount - case id when 1 then 1 else -1 end, total = total + case id when 1 then 1 else -1 end",
                "order_discounts | update #orders set explanation = '[]'",
                "minimum_prices  | update #order_items set min_unit_price = unit_price",
                "minimum_prices  | update #variants set min_price = 100000",
                "order_stock     | delete from #stock_ledger where kind = 'sold'",
                "order_stock     | update #stock_ledger set order_id = order_id + 1000 where kind = 'sold'",
                "order_stock     | update #order_items set quantity = quantity + 1, subtotal = subtotal + unit_price, total = total + unit_price",
                "order_stock     | update #stock_ledger set cart_id = 701 where kind = 'sold'",
                "order_units     | update #order_items set units = jsonb_set(units, '{0,quantity}', '9')",
                "order_units     | update #order_items set units = '[{\"quantity\": 4, \"total\": 1}]' where units is not null",
                "order_corrections | update #order_correction_items set quantity = quantity + 1 where condition is null",
                "order_corrections | update #order_correction_items set quantity = 9 where condition is not null",
                "order_corrections | delete from #order_corrections where id = 2",
                "order_corrections | delete from #order_correction_items",
                "order_corrections | update #order_correction_items set units = '[{\"group\": 0, \"quantity\": 2}]' where units is not null",
                "order_corrections | update #order_correction_items set condition = null",
                "order_corrections | update #order_correction_items set item_id = 99",
                "order_refunds   | update #order_corrections set refund_total = refund_total - 1 where refund_total > 0",
                "order_refunds   | update #order_correction_items set refund = refund + 1",
                "order_refunds   | update #order_correction_items set charged = charged - 1, refund = refund - 1 where refund > 0",
                "order_refunds   | update #order_correction_charges set charged = charged + 1",
                "order_refunds   | update #order_corrections set refundable = refundable + 100000",
                "order_refunds   | update #order_corrections set refundable = 0, refund_total = 0",
                "order_payments  | update #order_payments set duplicate = false",
                "order_payments  | update #order_payments set duplicate = true",
                "order_payments  | delete from #order_payments where id = 1",
                "order_states    | update #orders set current_status = 'fulfilled' where current_status = 'cancelled'",
                "order_states    | update #orders set payment_status = 'paid'",
                "order_states    | delete from #order_payments where kind = 'refunded'",
                "order_states    | update #order_corrections set promo_uses_returned = true",
                "order_returns   | delete from #stock_ledger where kind = 'returned'",
                "order_returns   | update #order_correction_items set condition = 'damaged' where condition = 'sellable'",
                "order_returns   | update #stock_ledger set order_id = order_id + 1000 where kind = 'returned'",
                "promo_claims    | update #order_corrections set promo_uses_returned = not promo_uses_returned",
                "promo_claims    | insert into #promo_uses select min(code_id), o.cart_id, 'v', 1, now(), o.id from #promo_uses, #orders o where o.user_id = 'v' group by 2, 6",
                "ledger_kinds    | update #stock_ledger set order_id = null where kind = 'returned'",
                "rule_revisions  | delete from #pricing_rule_revisions where code = 'ten' and revision = 1",
                "rule_revisions  | update #pricing_rules set revision = 1 where code = 'ten'",
                "rule_revisions  | update #pricing_rule_revisions set until_token = null",
                "rule_revisions  | update #versions set token = 2",
                "promo_counters  | update #promo_codes set held_uses = held_uses + 1",
                "promo_counters  | update #promo_codes set claimed_amount = claimed_amount + 1",
                "promo_counters  | delete from #promo_uses where order_id is null",
                "promo_counters  | update #promo_codes set max_uses = 1",
                "promo_users     | update #promo_codes set max_uses_per_user = 1",
                "promo_users     | insert into #promo_uses select code_id, cart_id + 1000 * n, user_id, amount, held_until, order_id from #promo_uses, generate_series(1, 2) n where order_id is not null",
                "promo_users     | insert into #promo_uses select code_id, cart_id + 1000 * n, user_id, amount, held_until, order_id from #promo_uses, generate_series(1, 2) n where order_id is null",
                "promo_holds     | update #promo_uses set user_id = 'v' where order_id is null",
                "promo_holds     | update #promo_uses set order_id = null",
                "promo_holds     | update #promo_uses set code_id = code_id + 100",
                "promo_holds     | update #promo_uses set cart_id = cart_id + 1000 where order_id is null",
                "promo_holds     | update #carts set promo_codes = '{other}' where status = 'open'",
                "promo_holds     | update #promo_uses set held_until = held_until + interval '1 s' where cart_id < 0 and order_id is null",
                "promo_holds     | update #promo_uses set user_id = 'x' where cart_id < 0 and order_id is null",
                "promo_holds     | update #orders set pay_by = null",
                "promo_holds     | update #orders set payment_status = 'authorized' where pay_by is not null",
                "promo_claims    | delete from #promo_uses where cart_id < 0 and order_id is null",
                "promo_claims    | update #promo_uses set amount = amount + 1 where cart_id < 0 and order_id is null",
                "promo_claims    | delete from #promo_uses where order_id is not null",
                "promo_claims    | update #promo_uses set amount = amount + 1",
                "promo_claims    | update #promo_uses set user_id = 'v'",
                "promo_claims    | update #promo_uses set order_id = order_id + 1000 where order_id is not null",
                "promo_claims    | delete from #promo_uses where cart_id < 0",
                "promo_claims    | delete from #promo_uses where cart_id > 0 and order_id is not null",
                "promo_claims    | update #promo_uses set amount = amount + 1 where cart_id < 0",
                "promo_claims    | update #promo_uses set amount = amount + 1 where cart_id > 0 and order_id is not null",
                "promo_claims    | update #promo_uses set cart_id = cart_id - 1000 where cart_id < 0",
                "promo_claims    | update #promo_uses set cart_id = cart_id + 1000 where cart_id > 0 and order_id is not null",
                "promo_claims    | update #promo_uses set cart_id = cart_id - 1000, order_id = order_id + 1000 where cart_id < 0",
                "promo_claims    | insert into #promo_uses select code_id, -order_id, user_id, amount, held_until, order_id from #promo_uses where cart_id > 0 and order_id is not null",
                "promo_holds     | update #promo_uses set order_id = null where cart_id < 0",
                "checkout_sessions | update #carts set session_id = null",
                "checkout_sessions | update #carts set session_id = 'cs_none' where session_id is not null",
                "checkout_sessions | update #carts set session_until = session_until - interval '1 minute'",
                "checkout_sessions | update #carts set status = 'deleted' where session_id is not null",
                "checkout_sessions | update #checkout_sessions set cart_id = cart_id + 1000",
                "checkout_sessions | update #cart_items set reserved_until = reserved_until - interval '20 minutes'",
                "checkout_sessions | update #checkout_sessions set total = total + 1",
                "checkout_sessions | update #checkout_sessions set order_id = order_id + 1000 where order_id is not null",
                "checkout_sessions | update #checkout_sessions set status = 'completed', order_id = (select max(order_id) from #checkout_sessions)",
                "session_payments  | delete from #checkout_session_payments where kind = 'refunded'",
                "session_payments  | update #checkout_session_payments set amount = amount + 1 where kind = 'captured'",
                "session_payments  | delete from #order_payments where reference = 's2'",
                "promo_counters  | update #promo_uses set overrun = true where order_id is not null",
                "promo_claims    | update #orders set promo_codes = '{other}' where promo_codes <> '{}'",
                "idempotency_keys | update #idempotency_keys set answer = replace(answer, '/orders/', '/orders/9')"
            })
    void whatIsWrongIsFound(String invariant, String change) throws SQLException {
        List<Violation> found = violationsAfter(change);

        assertThat(found).extracting(Violation::invariant).contains(invariant);
        assertThat(found).allSatisfy(violation -> {
            assertThat(violation.problem()).isNotBlank();
            assertThat(violation.row()).isNotEmpty();
        });
        assertThat(shop.holdfast.verify().isSound()).isTrue();
    }

    @Test
    void everyInvariantWasSeenToFail() throws NoSuchMethodException {
        Set<String> seen = List.of(VerifierTest.class
                        .getDeclaredMethod("whatIsWrongIsFound", String.class, String.class)
                        .getAnnotation(CsvSource.class)
                        .value())
                .stream()
                .map(row -> row.split("\\|")[0].strip())
                .collect(Collectors.toSet());

        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(shop.holdfast.verify().results().stream()
                        .map(VerifyReport.Result::invariant)
                        .toList());
    }

    @Test
    void aShopInRuinsIsCountedInFullAndKeptInPart() throws SQLException {
        int ruins = VerifyReport.MAX_KEPT + 500;
        List<Violation> told = new ArrayList<>();
        VerifyReport report = afterChange(
                "alter table #stock drop constraint stock_variant_id_fkey; insert into #stock select n, 1, 5, 0, 1 from "
                        + "generate_series(1000, " + (999 + ruins) + ") n",
                told);

        assertThat(report.count()).isEqualTo(ruins);
        assertThat(told).hasSize(ruins);
        assertThat(report.violations()).hasSize(VerifyReport.MAX_KEPT);
        assertThat(report.isSound()).isFalse();
    }

    @Test
    void aShopThatSellsMeanwhileGivesNoFalseAlarm() throws Exception {
        TestShop busy = new TestShop();
        Variant variant = busy.variant(1_000_000);
        AtomicBoolean ended = new AtomicBoolean();
        List<Thread> buyers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread buyer = new Thread(() -> {
                while (!ended.get()) {
                    long cart = busy.cartWith(variant, 2);
                    busy.put(cart, variant, 1);
                    busy.checkOut(cart);
                }
            });
            buyer.start();
            buyers.add(buyer);
        }
        List<Violation> found = new ArrayList<>();
        try {
            for (int round = 0; round < 20; round++) {
                found.addAll(busy.holdfast.verify().violations());
            }
        } finally {
            ended.set(true);
            for (Thread buyer : buyers) {
                buyer.join();
            }
        }

        assertThat(found).isEmpty();
        assertThat(busy.count("select count(*) from #orders")).isGreaterThan(10);
    }

    private static List<Violation> violationsAfter(String change) throws SQLException {
        return afterChange(change, new ArrayList<>()).violations();
    }

    /** Changes the tables directly, and rolls back. */
    private static VerifyReport afterChange(String change, List<Violation> told) throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Violations that the constraints of the tables forbid must be found too.
            statement.execute(sql("set constraints all deferred; "
                    + "alter table #stock drop constraint stock_never_oversold; "
                    + "alter table #orders drop constraint orders_total; "
                    + "alter table #order_items drop constraint order_items_total; "
                    + "alter table #order_items drop constraint order_items_order_id_fkey; "
                    + "alter table #order_items drop constraint order_items_gift; "
                    + "alter table #order_charges drop constraint order_charges_order_id_fkey; "
                    + "alter table #order_corrections drop constraint order_corrections_order_id_fkey; "
                    + "alter table #order_corrections drop constraint order_corrections_refund; "
                    + "alter table #order_corrections drop constraint order_corrections_fulfilment; "
                    + "alter table #order_correction_items drop constraint order_correction_items_order_id_item_id_fkey; "
                    + "alter table #order_correction_items drop constraint order_correction_items_order_id_correction_id_fkey; "
                    + "alter table #order_correction_charges drop constraint order_correction_charges_order_id_correction_id_fkey; "
                    + "alter table #order_correction_charges drop constraint order_correction_charges_order_id_code_fkey; "
                    + "alter table #order_payments drop constraint order_payments_order_id_fkey; "
                    + "drop index #order_payments_effect; "
                    + "alter table #carts drop constraint carts_order; "
                    + "alter table #transfers drop constraint transfers_quantities; "
                    + "alter table #transfers drop constraint transfers_status; "
                    + "alter table #transfers drop constraint transfers_way; "
                    + "alter table #promo_codes drop constraint promo_never_overdrawn; "
                    + "alter table #backorders drop constraint backorders_order_id_item_id_fkey; "
                    + "alter table #cart_items drop constraint cart_items_variant_key; "
                    + "alter table #cart_items drop constraint cart_items_pkey"));
            try {
                statement.execute(sql(change));
                return shop.holdfast.within(connection).verifier().verify(told::add);
            } finally {
                connection.rollback();
            }
        }
    }

    private static String sql(String text) {
        return text.replace("#", shop.schema + ".");
    }
}
