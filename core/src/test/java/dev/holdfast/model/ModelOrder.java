package dev.holdfast.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An order of the model: every unit of it with what it was charged, and what became of it. */
final class ModelOrder {
    /** What became of a unit. */
    enum Fate {
        OPEN,
        CANCELLED,
        FULFILLED,
        RETURNED
    }

    /** An item: the cents that each unit was charged, in the order in which they go, and how many have gone. */
    static final class Item {
        final ModelCart.Line line;
        final long[] charged;
        final List<Fate> fates = new ArrayList<>();
        int gone;
        final List<ModelSource> sources;

        Item(ModelCart.Line line, long total, List<ModelSource> sources) {
            this.line = line;
            this.sources = sources;
            this.charged = new long[line.quantity()];
            for (int unit = 0; unit < charged.length; unit++) {
                // Whatever the units before it leave of the running total.
                charged[unit] = total * (unit + 1) / charged.length - total * unit / charged.length;
                fates.add(Fate.OPEN);
            }
        }

        Item copy() {
            Item copy =
                    new Item(line, 0, sources.stream().map(ModelSource::copy).toList());
            System.arraycopy(charged, 0, copy.charged, 0, charged.length);
            copy.fates.clear();
            copy.fates.addAll(fates);
            copy.gone = gone;
            return copy;
        }

        int count(Fate fate) {
            return (int) fates.stream().filter(fate::equals).count();
        }

        int left() {
            return count(Fate.OPEN) + count(Fate.FULFILLED);
        }

        /** Units that can be fulfilled. */
        int ready() {
            return count(Fate.OPEN) - waiting();
        }

        /** Units that it waits for. */
        int waiting() {
            return sources.stream().mapToInt(source -> source.waiting).sum();
        }

        /** What it waits for, place by place. */
        List<ModelPart> parts() {
            return sources.stream().map(ModelSource::part).toList();
        }

        /** Cancels units: those first that it waits for, then those that were taken last, which come back into stock. */
        void cancel(int units, ModelStock stock) {
            for (int i = 0; i < units; i++) {
                change(Fate.OPEN, Fate.CANCELLED);
                if (waiting() > 0) {
                    for (ModelSource source : lastFirst()) {
                        if (source.giveUp()) {
                            break;
                        }
                    }
                } else {
                    giveBack(1, stock);
                }
            }
        }

        /** Gives units back where they came from, those first that were taken last. */
        void giveBack(int units, ModelStock stock) {
            for (int i = 0; i < units; i++) {
                lastFirst().stream()
                        .filter(ModelSource::giveBack)
                        .findFirst()
                        .ifPresent(source -> stock.takeBack(source.place, line.variant(), 1));
            }
        }

        private List<ModelSource> lastFirst() {
            List<ModelSource> reversed = new ArrayList<>(sources);
            Collections.reverse(reversed);
            return reversed;
        }

        void change(Fate from, Fate to) {
            fates.set(fates.indexOf(from), to);
        }

        long take(int units) {
            long sum = 0;
            for (int unit = 0; unit < units; unit++) {
                sum += charged[gone++];
            }
            return sum;
        }

        Map<String, Object> facts(int id, int requested) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("item_id", id);
            facts.put("requested", requested);
            facts.put("quantity", charged.length);
            facts.put("cancelled_quantity", count(Fate.CANCELLED));
            facts.put("fulfilled_quantity", count(Fate.FULFILLED) + count(Fate.RETURNED));
            facts.put("returned_quantity", count(Fate.RETURNED));
            facts.put("backordered_quantity", waiting());
            return facts;
        }
    }

    final int ordinal;
    final ModelCart cart;
    final boolean reprices;
    final String placed;
    final long total;
    final Map<Integer, Item> items = new TreeMap<>();
    final Map<String, Long> charges = new TreeMap<>();
    ModelPayments payments = new ModelPayments();
    /** The rules that its stored codes unlocked, and the most that each could take off. */
    final Map<String, Long> unlocked;

    @Nullable
    Instant payBy;

    Instant placedAt = Instant.MIN;
    int corrections;
    long refunded;

    ModelOrder(int ordinal, ModelCart cart, boolean reprices, String placed, long total, Map<String, Long> unlocked) {
        this.ordinal = ordinal;
        this.cart = cart;
        this.reprices = reprices;
        this.placed = placed;
        this.total = total;
        this.unlocked = unlocked;
    }

    ModelOrder copy(ModelShop other) {
        ModelOrder copy = new ModelOrder(ordinal, cart.copy(other), reprices, placed, total, unlocked);
        items.forEach((id, item) -> copy.items.put(id, item.copy()));
        copy.charges.putAll(charges);
        copy.payments = payments.copy();
        copy.payBy = payBy;
        copy.placedAt = placedAt;
        copy.corrections = corrections;
        copy.refunded = refunded;
        return copy;
    }

    private boolean any(Fate fate) {
        return items.values().stream().anyMatch(item -> item.count(fate) > 0);
    }

    String status() {
        return any(Fate.OPEN)
                ? "placed"
                : any(Fate.FULFILLED) ? "fulfilled" : any(Fate.RETURNED) ? "returned" : "cancelled";
    }

    /** Whether it ends unless it is paid in time. */
    boolean awaitsPayment() {
        String paid = payments.status(total - refunded);
        return payBy != null
                && refunded < total
                && any(Fate.OPEN)
                && !any(Fate.FULFILLED)
                && !any(Fate.RETURNED)
                && (paid.equals("unpaid") || paid.equals("failed"));
    }

    boolean keepsAny() {
        return any(Fate.FULFILLED);
    }

    /** What is left costs this much by the rules of then. */
    long priceOfRest(ModelShop shop) {
        Map<Integer, ModelCart.Line> rest = new TreeMap<>();
        items.forEach((id, item) -> {
            if (item.left() > 0 && !item.line.isGift()) {
                rest.put(id, item.line.priced(item.left()));
            }
        });
        ModelCart left = cart.copy(shop);
        left.charges.keySet().retainAll(charges.keySet());
        return left.prices(rest, unlocked).total();
    }

    String show() {
        List<String> fates = new ArrayList<>();
        items.forEach((id, item) -> fates.add(Text.fate(
                item.count(Fate.CANCELLED),
                item.count(Fate.FULFILLED) + item.count(Fate.RETURNED),
                item.count(Fate.RETURNED),
                ModelPart.waiting(item.parts()),
                item.sources.stream().map(ModelSource::toString).toList())));
        return placed + " "
                + Text.afterwards(
                        status(),
                        payments.status(total - refunded),
                        fates,
                        refunded,
                        Math.max(0, payments.sum("captured") - payments.sum("refunded") - (total - refunded)),
                        corrections,
                        payments.show(total));
    }
}
