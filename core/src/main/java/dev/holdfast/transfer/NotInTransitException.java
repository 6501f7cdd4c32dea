package dev.holdfast.transfer;

import dev.holdfast.ConflictException;

/** More units of a transfer were to be received or lost than are in transit. Nothing was changed. */
public final class NotInTransitException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /**
     * For Holdfast's own services.
     *
     * @param requested the units that were to be received or lost; zero for all that are in transit
     */
    public NotInTransitException(
            long transferId, long requested, int inTransit, int received, int lost, TransferStatus status) {
        super(
                "not_in_transit",
                "transfer " + transferId + ": "
                        + (requested > 0 ? requested + " units named, " : "") + inTransit + " in transit, " + received
                        + " received, " + lost + " lost",
                null,
                "transfer_id",
                transferId,
                "requested",
                requested,
                "in_transit_quantity",
                inTransit,
                "received_quantity",
                received,
                "lost_quantity",
                lost,
                "transfer_status",
                status.word());
    }
}
