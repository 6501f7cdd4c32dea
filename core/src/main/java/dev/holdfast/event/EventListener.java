package dev.holdfast.event;

/** Is told of events, one after another. */
@FunctionalInterface
public interface EventListener {
    /**
     * Handles an event. It can come again, with the same id, if the process ended or the exception was thrown before the
     * place of the reader was saved.
     */
    void handle(Event event);
}
