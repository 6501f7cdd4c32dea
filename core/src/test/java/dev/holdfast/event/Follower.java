package dev.holdfast.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.HoldfastException;
import dev.holdfast.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A reader that follows the stream from its beginning, and knows nothing but its cursor. */
public final class Follower {
    private final Supplier<Events> servers;
    private final Random random;
    private final List<Event> heard = new ArrayList<>();
    private String cursor = "0";

    /**
     * Reads from servers.
     *
     * @param servers is asked again now and then, as if the reader were another process
     */
    public Follower(Supplier<Events> servers, long seed) {
        this.servers = servers;
        this.random = new Random(seed);
    }

    /** Follows as long as there is more to come, and then to the end. A database that is away is asked again. */
    public Follower follow(BooleanSupplier more) {
        Events events = servers.get();
        while (true) {
            boolean moreToCome = more.getAsBoolean();
            if (random.nextInt(10) == 0) {
                events = servers.get();
            }
            try {
                Page<Event> page = events.list(cursor, EventFilter.all(), 1 + random.nextInt(50));
                heard.addAll(page.items());
                if (cursor.equals(page.nextCursor()) && !moreToCome) {
                    return this;
                }
                cursor = String.valueOf(page.nextCursor());
            } catch (EventCursorGoneException e) {
                throw e;
            } catch (HoldfastException e) {
                // It is asked again.
            }
        }
    }

    /** Requires that it heard everything once, and nothing that never was. */
    public void requireAll(Events events) {
        assertThat(heard).isEqualTo(Replay.read(events, null, 1_000));
        assertThat(heard).isNotEmpty();
    }
}
