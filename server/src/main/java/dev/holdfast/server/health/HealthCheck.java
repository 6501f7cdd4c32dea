package dev.holdfast.server.health;

/** Finds out whether the server can work. Neither method is called by two threads at once. */
@FunctionalInterface
public interface HealthCheck {
    /** Does what every request does first. May take as long as a request would wait; never throws. */
    Health check();

    /**
     * Finds out by another way what takes {@link #check} so long. Called when it takes too long, and should take half a
     * second at most; never throws.
     */
    default Health explain() {
        return Health.notReady(Health.Reason.NO_ANSWER);
    }
}
