package dev.holdfast.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rows that a list of commands writes, table by table. Not thread-safe. */
public final class Changes {
    private final List<TableWrite<?>> writes = new ArrayList<>();
    private final List<List<?>> rows = new ArrayList<>();
    private final Map<String, Long> moved = new TreeMap<>();
    private boolean visibleOnlyWhenDurable;
    private @Nullable Draw draw;
    private boolean isDrawn;

    /** Collects what tables have become. */
    public static Changes of(List<Table> tables) {
        Changes changes = new Changes();
        for (Table table : tables) {
            int before = changes.writes.size();
            table.save(changes);
            changes.visibleOnlyWhenDurable |= changes.writes.size() > before && table.isVisibleOnlyWhenDurable();
        }
        return changes;
    }

    /** Adds rows, if there are any; each row of a table may be written by one write only. */
    public <T> void add(TableWrite<T> write, List<T> written) {
        if (!written.isEmpty()) {
            writes.add(write);
            rows.add(written);
        }
    }

    /**
     * Numbers that the statement draws from a sequence, which the rows name by their places.
     *
     * @param sequence with {@code #} before it
     * @param taker is given the numbers once they are written
     * @param finder finds them in the database, where the answer was lost and not what was written; is given the id of
     *     the transaction that wrote them
     */
    public record Draw(String sequence, int count, Consumer<Long[]> taker, BiConsumer<Handle, String> finder) {}

    /** Has numbers drawn; there is one such sequence. */
    public void draw(Draw numbers) {
        draw = numbers;
    }

    /** Takes the numbers that were drawn. */
    public void drawn(Long[] numbers) {
        Objects.requireNonNull(draw).taker().accept(numbers);
        isDrawn = true;
    }

    /** The numbers that were drawn, as far as anybody knows, and not seen; null for none. */
    public @Nullable Draw lostDraw() {
        return isDrawn ? null : draw;
    }

    /** The numbers to draw; null for none. */
    public @Nullable Draw draw() {
        return draw;
    }

    /** Notes that units were moved, for those who count. */
    public void moved(String kind, long units) {
        moved.merge(kind, units, Long::sum);
    }

    /** The units that were moved, by kind. */
    public Map<String, Long> moved() {
        return moved;
    }

    /** Whether there is nothing to write. */
    public boolean isEmpty() {
        return writes.isEmpty();
    }

    /** Whether any of it is visible to others only once the disk has it. */
    public boolean isVisibleOnlyWhenDurable() {
        return visibleOnlyWhenDurable;
    }

    /** The writes that have rows, in the order of the tables. */
    public List<TableWrite<?>> writes() {
        return writes;
    }

    /** Binds all rows; returns how many each write has. */
    public Long[] bind(NamedStatement.Execution query) {
        Long[] counts = new Long[writes.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = writes.get(i).bindUnchecked(query, rows.get(i));
        }
        return counts;
    }
}
