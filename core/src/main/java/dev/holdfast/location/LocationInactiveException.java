package dev.holdfast.location;

import dev.holdfast.ConflictException;

/** Units were to be received at a location, or sent to it, that is not active. Nothing was changed. */
public final class LocationInactiveException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    public LocationInactiveException(String code) {
        super("location_inactive", "the location " + code + " is not active", null, "location", code);
    }
}
