package dev.holdfast.internal.work;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.ExpiredItemRow;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.order.NewOrder;
import dev.holdfast.internal.promo.PromoRow;
import dev.holdfast.internal.stock.LedgerRow;
import dev.holdfast.internal.stock.StockRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What differs between a {@link WorkingSet} as it was loaded and as it was decided. */
public record Changes(
        List<StockRow> stock,
        List<LedgerRow> ledger,
        List<LockedCart.Columns> carts,
        List<LockedCart.Columns> cartsWithExtras,
        List<OfCart<CartItemRow>> linesRemoved,
        List<OfCart<CartItemRow>> linesChanged,
        List<OfCart<CartItemRow>> linesAdded,
        List<OfCart<ExpiredItemRow>> expiredRemoved,
        List<OfCart<ExpiredItemRow>> expiredAdded,
        List<NewOrder> orders,
        List<NewOrder.Item> orderItems,
        List<NewOrder.OrderedCharge> orderCharges,
        List<PromoRow> promoCodes,
        List<PromoRow.OfCode> promoUsesRemoved,
        List<PromoRow.OfCode> promoUsesWritten) {

    public record OfCart<L>(long cartId, L line) {}

    public static Changes of(WorkingSet shop) {
        Changes changes = new Changes(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                shop.orders(),
                shop.orders().stream().flatMap(NewOrder::items).toList(),
                shop.orders().stream()
                        .flatMap(order -> order.charges().stream())
                        .toList(),
                shop.promos().rows().stream().filter(PromoRow::isChanged).toList(),
                shop.promos().rows().stream().flatMap(PromoRow::removed).toList(),
                shop.promos().rows().stream().flatMap(PromoRow::written).toList());
        for (StockRow row : shop.stock().values()) {
            if (!row.movements().isEmpty()) {
                changes.stock.add(row);
                changes.ledger.addAll(row.movements());
            }
        }
        shop.carts().values().forEach(changes::add);
        return changes;
    }

    public boolean isEmpty() {
        return SaveParts.ALL.stream().allMatch(part -> part.rows().apply(this).isEmpty());
    }

    private void add(LockedCart cart) {
        if (cart.isChanged()) {
            (cart.hasOtherExtras() ? cartsWithExtras : carts).add(cart.columns());
        }
        differ(cart.id(), cart.loadedLines(), cart.lines(), linesRemoved, linesAdded, linesChanged);
        // An expired line never changes: it is put again, under its id, or removed.
        differ(cart.id(), cart.loadedExpired(), cart.expired(), expiredRemoved, expiredAdded, expiredAdded);
    }

    private static <L> void differ(
            long cartId,
            Map<Integer, L> before,
            Map<Integer, L> after,
            List<OfCart<L>> removed,
            List<OfCart<L>> added,
            List<OfCart<L>> changed) {
        before.forEach((id, line) -> {
            if (!after.containsKey(id)) {
                removed.add(new OfCart<>(cartId, line));
            }
        });
        Function<L, OfCart<L>> of = line -> new OfCart<>(cartId, line);
        after.forEach((id, line) -> {
            L was = before.get(id);
            if (was == null) {
                added.add(of.apply(line));
            } else if (!was.equals(line)) {
                changed.add(of.apply(line));
            }
        });
    }
}
