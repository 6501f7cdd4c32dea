package dev.holdfast.model;

import dev.holdfast.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What lies where, and what is on its way: a number for each variant and location, and a list of transfers. */
final class ModelStock {
    private record Transfer(long variant, String from, String to, int quantity, int received, int lost) {
        int inTransit() {
            return quantity - received - lost;
        }
    }

    private final ModelShop shop;
    private final Map<String, int[]> onHand = new LinkedHashMap<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private final Map<String, int[]> safety = new LinkedHashMap<>();
    private final Map<String, boolean[]> untracked = new LinkedHashMap<>();

    ModelStock(ModelShop shop) {
        this.shop = shop;
        for (String place : ModelPlaces.ALL) {
            onHand.put(place, Objects.requireNonNull(ModelShop.STOCK.get(place)).clone());
            safety.put(place, new int[ModelShop.VARIANTS]);
            untracked.put(place, new boolean[ModelShop.VARIANTS]);
        }
    }

    ModelStock copy(ModelShop of) {
        ModelStock copy = new ModelStock(of);
        onHand.forEach((location, units) -> copy.onHand.put(location, units.clone()));
        copy.transfers.addAll(transfers);
        untracked.forEach((location, are) -> copy.untracked.put(location, are.clone()));
        safety.forEach((location, units) -> copy.safety.put(location, units.clone()));
        return copy;
    }

    private int[] at(String location) {
        return Objects.requireNonNull(onHand.get(location));
    }

    /** Units on hand, wherever. */
    int total(long variant) {
        return onHand.values().stream()
                .mapToInt(units -> units[ModelShop.index(variant)])
                .sum();
    }

    int onHand(String location, long variant) {
        return at(location)[ModelShop.index(variant)];
    }

    int safetyStock(String location, long variant) {
        return Objects.requireNonNull(safety.get(location))[ModelShop.index(variant)];
    }

    /** Units that nothing holds. */
    int free(String location, long variant) {
        return onHand(location, variant) - (isTracked(location, variant) ? shop.holds.reserved(location, variant) : 0);
    }

    /** Units of the safety stock that are not there. */
    int missing(String location, long variant) {
        int there = isTracked(location, variant) ? free(location, variant) : Limits.STOCK;
        return Math.max(0, safetyStock(location, variant) - there);
    }

    /** Units on hand that the next buyer can have; those who were promised units come first. */
    int forSale(String location, long variant) {
        int promised =
                shop.holds.parts(variant, location, ModelPart::units) + shop.backorders.waiting(location, variant);
        int there = isTracked(location, variant) ? onHand(location, variant) : Limits.STOCK;
        return Math.max(0, there - promised - safetyStock(location, variant));
    }

    boolean isTracked(String location, long variant) {
        return !Objects.requireNonNull(untracked.get(location))[ModelShop.index(variant)];
    }

    /** Units come back from an order. */
    void takeBack(String location, long variant, int units) {
        add(location, variant, isTracked(location, variant) ? units : 0);
    }

    /** Units of a variant at a location are counted from here on, or no longer. */
    String track(Step step) {
        String place = step.location();
        long variant = ModelShop.variant(step.item());
        int reserved = shop.holds.reserved(place, variant);
        int stock = onHand(place, variant);
        if (step.tracked() && !isTracked(place, variant) && reserved > stock) {
            throw new Refused(
                    "insufficient_stock",
                    "shortages",
                    List.of(Text.shortage(variant, reserved, stock) + " at " + place));
        }
        Objects.requireNonNull(untracked.get(place))[step.item()] = !step.tracked();
        if (!step.tracked()) {
            shop.backorders.endWaiting(place, variant);
        }
        return Text.tracked(variant, place, step.tracked());
    }

    String keepBack(Step step) {
        Objects.requireNonNull(safety.get(step.location()))[step.item()] = step.safetyStock();
        return shop.backorders.show(step);
    }

    /** Units come in, or leave when negative. */
    void add(String location, long variant, int units) {
        at(location)[ModelShop.index(variant)] += units;
    }

    String move(Step step, int units) {
        long variant = ModelShop.variant(step.item());
        requireFree(step.location(), variant, -units);
        add(step.location(), variant, units);
        String moved = "moved " + units + " stock " + at(step.location())[step.item()];
        shop.backorders.fill(step.location(), variant);
        return moved;
    }

    private void requireFree(String location, long variant, int units) {
        if (units > Math.max(0, free(location, variant))) {
            throw new Refused(
                    "insufficient_stock",
                    "shortages",
                    List.of(Text.shortage(variant, units, free(location, variant)) + " at " + location));
        }
    }

    String set(Step step) {
        int present = at(step.location())[step.item()];
        Integer expected = step.expectedStock();
        if (expected != null && expected != present) {
            throw new Refused(
                    "stock_changed",
                    "variant_id",
                    ModelShop.variant(step.item()),
                    "expected_stock_quantity",
                    expected,
                    "stock_quantity",
                    present);
        }
        int units = step.countedStock() - present;
        return units == 0 ? "nothing moved" : move(step, units);
    }

    String send(Step step) {
        long variant = ModelShop.variant(step.item());
        if (step.from().equals(step.to())) {
            throw new Refused("validation_failed");
        }
        requireFree(step.from(), variant, step.sent());
        add(step.from(), variant, -step.sent());
        Transfer transfer =
                new Transfer(variant, step.from(), step.to(), step.sent(), step.meansShipped() ? 0 : step.sent(), 0);
        add(step.to(), variant, transfer.received());
        if (!step.meansShipped()) {
            shop.backorders.fill(step.to(), variant);
        }
        transfers.add(transfer);
        return show(transfers.size() - 1);
    }

    String receive(Step step) {
        if (transfers.isEmpty()) {
            return "no transfers";
        }
        int index = step.number() % transfers.size();
        Transfer transfer = transfers.get(index);
        int lost = step.lostUnits();
        Integer quantity = step.receivedUnits();
        if (quantity != null && quantity + lost == 0) {
            throw new Refused("validation_failed");
        }
        int came = quantity == null ? Math.max(0, transfer.inTransit() - lost) : quantity;
        if (transfer.inTransit() == 0 || came + lost > transfer.inTransit()) {
            throw new Refused(
                    "not_in_transit",
                    "transfer_id",
                    "%" + (index + 1),
                    "requested",
                    quantity == null ? lost : quantity + lost,
                    "in_transit_quantity",
                    transfer.inTransit(),
                    "received_quantity",
                    transfer.received(),
                    "lost_quantity",
                    transfer.lost(),
                    "transfer_status",
                    status(transfer));
        }
        add(transfer.to(), transfer.variant(), came);
        shop.backorders.fill(transfer.to(), transfer.variant());
        transfers.set(
                index,
                new Transfer(
                        transfer.variant(),
                        transfer.from(),
                        transfer.to(),
                        transfer.quantity(),
                        transfer.received() + came,
                        transfer.lost() + lost));
        return show(index);
    }

    private static String status(Transfer transfer) {
        return transfer.inTransit() == 0 ? "received" : "shipped";
    }

    private String show(int index) {
        Transfer transfer = transfers.get(index);
        return Text.transfer(
                index + 1,
                transfer.variant(),
                transfer.from(),
                transfer.to(),
                transfer.quantity(),
                transfer.received(),
                transfer.lost(),
                status(transfer));
    }

    String showLevels(long variant) {
        List<String> levels = new ArrayList<>();
        onHand.forEach((location, units) -> {
            int reserved = shop.holds.reserved(location, variant);
            int stock = units[ModelShop.index(variant)];
            int toCome = shop.backorders.units(location, variant);
            int available = shop.places.available(variant, shop.places.named(List.of(location)));
            String level = Text.level(location, stock, reserved, toCome, available, inTransit(variant, location));
            if (!level.equals(Text.level(location, 0, 0, 0, 0, 0))) {
                levels.add(level);
            }
        });
        return Text.level(
                        "variant " + variant,
                        total(variant),
                        shop.holds.reserved(variant),
                        ModelPlaces.ALL.stream()
                                .mapToInt(place -> shop.backorders.units(place, variant))
                                .sum(),
                        shop.places.selling().stream()
                                .mapToLong(place -> shop.places.available(variant, List.of(place)))
                                .sum(),
                        inTransit(variant, null))
                + " " + levels;
    }

    private long inTransit(long variant, @Nullable String location) {
        return transfers.stream()
                .filter(transfer -> transfer.variant() == variant
                        && (location == null || transfer.to().equals(location)))
                .mapToInt(Transfer::inTransit)
                .sum();
    }
}
