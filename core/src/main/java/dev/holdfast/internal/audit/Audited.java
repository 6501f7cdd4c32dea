package dev.holdfast.internal.audit;

import dev.holdfast.internal.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log: who changed a thing, and its members before and after as JSON, only those that differ. All
 * three are bound to a statement that writes the change as well.
 *
 * @param actor null if nobody was named
 * @param before null for a thing that is new
 * @param after null for a thing that was deleted
 */
public record Audited(
        @Nullable String actor,
        @Nullable String before,
        @Nullable String after) {
    /** A thing is new; members without a value are left out. */
    public static Audited created(@Nullable String actor, Map<String, ? extends @Nullable Object> members) {
        return new Audited(actor, null, present(members));
    }

    /** A thing was deleted. */
    public static Audited deleted(@Nullable String actor, Map<String, ? extends @Nullable Object> members) {
        return new Audited(actor, present(members), null);
    }

    /** A thing was changed; without anything before and after if nothing differs. */
    public static Audited changed(
            @Nullable String actor,
            Map<String, ? extends @Nullable Object> before,
            Map<String, ? extends @Nullable Object> after) {
        return changed(actor, Map.of(), before, after);
    }

    /**
     * A part of a thing was changed, such as its stock at a location.
     *
     * @param part the members that name the part, which the entry has before and after
     */
    public static Audited changed(
            @Nullable String actor,
            Map<String, ? extends @Nullable Object> part,
            Map<String, ? extends @Nullable Object> before,
            Map<String, ? extends @Nullable Object> after) {
        Map<String, @Nullable Object> old = new LinkedHashMap<>(part);
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(part);
        after.forEach((name, value) -> note(name, before.get(name), value, old, changed));
        before.forEach((name, value) -> {
            if (!after.containsKey(name)) {
                note(name, value, null, old, changed);
            }
        });
        return changed.size() == part.size()
                ? new Audited(actor, null, null)
                : new Audited(actor, JsonTree.write(old), JsonTree.write(changed));
    }

    /** Whether there is anything to write. */
    public boolean isChange() {
        return before != null || after != null;
    }

    private static void note(
            String name,
            @Nullable Object before,
            @Nullable Object after,
            Map<String, @Nullable Object> old,
            Map<String, @Nullable Object> changed) {
        if (!Objects.equals(before, after)) {
            old.put(name, before);
            changed.put(name, after);
        }
    }

    private static String present(Map<String, ? extends @Nullable Object> members) {
        Map<String, Object> present = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (value != null && !(value instanceof Map<?, ?> map && map.isEmpty())) {
                present.put(name, value);
            }
        });
        return JsonTree.write(present);
    }
}
