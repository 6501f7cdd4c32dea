package dev.holdfast.transfer;

import dev.holdfast.NotFoundException;
import dev.holdfast.internal.stock.Movement;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.transfer.TransferRow;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Brings units in transit to where they go. What was lost is brought there and written off, so that the ledger of the
 * locations alone tells what is in transit at any time.
 */
record ReceiveUnits(long transferId, TransferReceipt receipt) implements Command<Transfer> {
    private static final String LOST = "lost in transit";

    @Override
    public String name() {
        return "receive_units";
    }

    @Override
    public long lane() {
        return transferId;
    }

    @Override
    public void needs(Needs needs) {
        needs.transfer(transferId);
    }

    @Override
    public void demand(WorkingSet shop, Demand demand) {
        TransferRow transfer = shop.transfers().row(transferId);
        if (transfer != null) {
            demand.settle(transfer.to());
        }
    }

    @Override
    public Supplier<Transfer> decide(WorkingSet shop) {
        TransferRow transfer = shop.transfers().row(transferId);
        if (transfer == null) {
            throw new NotFoundException("transfer", "transfer_id", transferId);
        }
        int lost = receipt.lostQuantity();
        int inTransit = transfer.inTransit();
        int came = receipt.quantity() == null ? Math.max(0, inTransit - lost) : receipt.quantity();
        if (inTransit == 0 || (long) came + lost > inTransit) {
            throw new NotInTransitException(
                    transferId,
                    receipt.quantity() == null ? lost : (long) receipt.quantity() + lost,
                    inTransit,
                    transfer.receivedQuantity(),
                    transfer.lostQuantity(),
                    TransferStatus.of(transfer.status()));
        }
        StockRow target = shop.stock(transfer.to());
        SendUnits.requireRoom(target, came + lost);
        // From here on everything is written.
        target.move(Movement.transferredIn(came + lost, transferId, transfer.reference()), shop.actor(), shop.now());
        if (lost > 0) {
            String reason = Objects.requireNonNullElse(receipt.reason(), LOST);
            target.move(
                    Movement.lostOnTheWay(lost, transferId, reason, transfer.reference()), shop.actor(), shop.now());
        }
        shop.units().fill(target);
        TransferRow received = transfer.with(came, lost, shop.now());
        shop.transfers().put(received);
        return () -> Transfer.of(received);
    }
}
