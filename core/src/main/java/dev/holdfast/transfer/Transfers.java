package dev.holdfast.transfer;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.stock.LocationCodes;
import dev.holdfast.internal.stock.LocationRow;
import dev.holdfast.internal.stock.LocationSql;
import dev.holdfast.internal.transfer.TransferList;
import dev.holdfast.internal.transfer.TransferRow;
import dev.holdfast.internal.transfer.TransferSql;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.location.LocationInactiveException;

/**
 * Units that are sent from one location to another: at once, or in two steps with the units in transit in between, where
 * they are at neither location and nobody can buy them.
 *
 * <p>Both sides are in the ledger, with the id of the transfer. Units that carts hold are never sent away; units of
 * expired reservations are. Thread-safe.
 *
 * @see dev.holdfast.location.Locations
 */
public final class Transfers {
    private final Database database;
    private final CommandRunner runner;

    /** For {@link dev.holdfast.Holdfast}. */
    public Transfers(Database database, CommandRunner runner) {
        this.database = database;
        this.runner = runner;
    }

    /**
     * Sends units.
     *
     * @throws NotFoundException if there is no such variant
     * @throws LocationInactiveException if the location that they go to is not active
     * @throws InsufficientStockException if fewer units are free at the location that they leave
     * @throws InvalidInputException if there is no such location, both are the same, the quantity is out of bounds, or more
     *     than {@link Limits#STOCK} units would be on hand
     */
    public Transfer create(NewTransfer transfer) {
        Validation checks = new Validation();
        checks.between("/quantity", transfer.quantity(), 1, Limits.STOCK);
        InputChecks.reference(checks, transfer.reference());
        checks.that(
                !transfer.from().equals(transfer.to()),
                "/to",
                Validation.shown(transfer.to()) + " is the location that the units leave");
        checks.throwIfAny();
        SendUnits command = database.read(LocationSql.class, sql -> {
            LocationRow from = LocationCodes.require(sql, "/from", transfer.from());
            LocationRow to = LocationCodes.require(sql, "/to", transfer.to());
            if (!to.active()) {
                throw new LocationInactiveException(to.code());
            }
            return new SendUnits(transfer, from, to);
        });
        return runner.run(command);
    }

    /**
     * Records that units in transit came to where they go, or were lost on the way. Lost units are written off there, as
     * an adjustment.
     *
     * @throws NotFoundException if there is no such transfer
     * @throws NotInTransitException if fewer units are in transit, or none any more
     * @throws InvalidInputException if a quantity is negative or both are zero, or more than {@link Limits#STOCK} units
     *     would be on hand
     */
    public Transfer receive(long transferId, TransferReceipt receipt) {
        Validation checks = new Validation();
        if (receipt.quantity() != null) {
            checks.between("/quantity", receipt.quantity(), 0, Limits.STOCK);
            checks.that(
                    receipt.quantity() != 0 || receipt.lostQuantity() != 0,
                    "/quantity",
                    "must not be zero where no units are lost");
        }
        checks.between("/lost_quantity", receipt.lostQuantity(), 0, Limits.STOCK);
        if (receipt.reason() != null) {
            checks.text("/reason", receipt.reason(), Limits.TEXT);
            checks.that(receipt.lostQuantity() != 0, "/reason", "is only for units that were lost");
        }
        checks.throwIfAny();
        return runner.run(new ReceiveUnits(transferId, receipt));
    }

    /**
     * A transfer.
     *
     * @throws NotFoundException if there is none
     */
    public Transfer get(long transferId) {
        return database.read(TransferSql.class, sql -> sql.find(transferId))
                .map(Transfer::of)
                .orElseThrow(() -> new NotFoundException("transfer", "transfer_id", transferId));
    }

    /**
     * Lists transfers, newest first.
     *
     * @throws InvalidInputException if there is no such location, a text is too long, or the cursor is not one of this list
     */
    public Page<Transfer> list(TransferFilter filter, PageRequest page) {
        Validation checks = new Validation();
        InputChecks.filter(checks, "/reference", filter.reference());
        checks.throwIfAny();
        long before = Paging.before(page);
        return database.read(handle -> {
            Integer locationId = LocationCodes.filter(handle, "/location", filter.location());
            TransferList list = new TransferList(
                    before,
                    filter.status() == null ? null : filter.status().word(),
                    filter.variantId(),
                    locationId,
                    filter.reference(),
                    page.limit() + 1);
            return Paging.page(list.read(handle), page, TransferRow::id, Transfer::of);
        });
    }
}
