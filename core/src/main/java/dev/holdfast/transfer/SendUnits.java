package dev.holdfast.transfer;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.internal.stock.LocationRow;
import dev.holdfast.internal.stock.Movement;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.transfer.TransferRow;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.Shortage;
import java.util.List;
import java.util.function.Supplier;

/** Takes units from one location, and brings them to another at once or puts them in transit. */
record SendUnits(NewTransfer transfer, LocationRow fromLocation, LocationRow toLocation) implements Command<Transfer> {
    private StockKey from() {
        return new StockKey(transfer.variantId(), fromLocation.id());
    }

    private StockKey to() {
        return new StockKey(transfer.variantId(), toLocation.id());
    }

    @Override
    public String name() {
        return "send_units";
    }

    @Override
    public long lane() {
        return transfer.variantId();
    }

    @Override
    public void needs(Needs needs) {
        // The receipt finds the counter there.
        needs.incoming(from()).openStock(to()).newTransfer();
    }

    @Override
    public void demand(WorkingSet shop, Demand demand) {
        if (shop.stockIfLoaded(from()) != null) {
            demand.add(from(), transfer.quantity());
            demand.settle(to());
        }
    }

    @Override
    public Supplier<Transfer> decide(WorkingSet shop) {
        shop.requireStocked(transfer.variantId(), "/variant_id");
        int units = transfer.quantity();
        StockRow source = shop.stockOrNone(from());
        int available = shop.units().availableByHand(source, units);
        if (units > available) {
            throw new InsufficientStockException(
                    List.of(new Shortage(transfer.variantId(), units, available, fromLocation.code())));
        }
        boolean isAtOnce = transfer.status() == TransferStatus.RECEIVED;
        StockRow target = shop.stock(to());
        if (isAtOnce) {
            requireRoom(target, units);
        }
        // From here on everything is written.
        shop.units().makeFreeByHand(source, units);
        long id = shop.transfers().nextId();
        source.move(Movement.transferredOut(units, id, transfer.reference()), shop.actor(), shop.now());
        if (isAtOnce) {
            target.move(Movement.transferredIn(units, id, transfer.reference()), shop.actor(), shop.now());
            shop.units().fill(target);
        }
        TransferRow row = new TransferRow(
                id,
                transfer.variantId(),
                fromLocation.id(),
                fromLocation.code(),
                toLocation.id(),
                toLocation.code(),
                units,
                isAtOnce ? units : 0,
                0,
                transfer.reference(),
                shop.actor(),
                shop.now(),
                isAtOnce ? shop.now() : null);
        shop.transfers().begin(row);
        return () -> Transfer.of(row);
    }

    /** Throws if so many more units cannot be on hand. */
    static void requireRoom(StockRow target, int units) {
        if ((long) target.stockQuantity() + units > Limits.STOCK) {
            throw new InvalidInputException(
                    "/quantity",
                    units + " more than the " + target.stockQuantity() + " on hand exceeds " + Limits.STOCK);
        }
    }
}
