package dev.holdfast.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random sequences of steps. */
final class Steps {
    private static final int OPENING = 16;
    private static final List<Step.Mode> ALONE =
            List.of(Step.Mode.KEYED, Step.Mode.HOST_COMMITS, Step.Mode.HOST_ROLLS_BACK);

    private Steps() {}

    /** What the steps of a sequence are about: what is about everything meets in few sequences only. */
    private enum Theme {
        /** Anything but lists: a command that earns a gift can run behind its list, out of its turn. */
        GIFTS,
        /** Lists of commands, without gifts. */
        LISTS,
        /** Stored promo codes, in lists as well. */
        CODES,
        /** Orders that wait for units, in lists as well, without rules. */
        WAITING
    }

    /** So many steps, about one theme. */
    static List<Step> random(Random random, int count) {
        Theme theme = Theme.values()[random.nextInt(Theme.values().length)];
        List<Step.Kind> kinds = new ArrayList<>();
        for (Step.Kind kind : Step.Kind.values()) {
            for (int i = theme == Theme.WAITING ? kind.weightOfWaiting() : kind.weight; i > 0; i--) {
                kinds.add(kind);
            }
        }
        List<Step.Kind> commands = kinds.stream().filter(Step.Kind::isCommand).toList();
        List<Step> steps = theme == Theme.WAITING ? nothingOnHand(random) : rulesAndCodes(random);
        while (steps.size() < count) {
            if (theme != Theme.GIFTS && random.nextInt(6) == 0) {
                for (int i = 2 + random.nextInt(6); i > 0; i--) {
                    steps.add(listed(random(random, commands.get(random.nextInt(commands.size())))));
                }
            } else {
                steps.add(random(random, kinds.get(random.nextInt(kinds.size()))));
            }
        }
        return steps.stream().map(step -> on(step, theme)).toList();
    }

    /** Without rules and codes little would happen in what follows. */
    private static List<Step> rulesAndCodes(Random random) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < OPENING; i++) {
            steps.add(random(
                    random,
                    i % 6 == 0
                            ? Step.Kind.CREATE_CART
                            : i == 3
                                    ? Step.Kind.BACKORDER_LIMIT
                                    : i < OPENING / 2 ? Step.Kind.ADD_RULE : Step.Kind.ADD_CODE));
        }
        return steps;
    }

    /** Few units are there, and more are sold. */
    private static List<Step> nothingOnHand(Random random) {
        List<Step> steps = new ArrayList<>();
        for (int variant = 0; variant < ModelShop.VARIANTS; variant++) {
            for (Step.Kind kind :
                    List.of(Step.Kind.CREATE_CART, Step.Kind.ADJUST, Step.Kind.BACKORDER_LIMIT, Step.Kind.PREORDER)) {
                // A number that takes five units from the default location, or sets a limit of five.
                int number = kind == Step.Kind.ADJUST ? 2 : kind == Step.Kind.BACKORDER_LIMIT ? 3 : random.nextInt(99);
                steps.add(new Step(kind, Step.Mode.PLAIN, 0, 0, variant, number, null, null));
            }
            // Numbers that take two units from each of the other locations.
            for (int number : new int[] {45, 125}) {
                steps.add(new Step(Step.Kind.ADJUST, Step.Mode.PLAIN, 0, 0, variant, number, null, null));
            }
        }
        return steps;
    }

    private static Step on(Step step, Theme theme) {
        return switch (theme) {
            case GIFTS -> step;
            case LISTS -> withoutGift(step);
            case WAITING -> wholeCart(step);
            case CODES -> aboutCodes(withoutGift(step));
        };
    }

    private static boolean isOfRule(Step step) {
        return step.kind() == Step.Kind.ADD_RULE || step.kind() == Step.Kind.CHANGE_RULE;
    }

    /** Every rule asks for a stored code and for little else, and nearly every cart has one of two. */
    private static Step aboutCodes(Step step) {
        int number = step.number();
        return new Step(
                step.kind(),
                step.mode(),
                step.server(),
                step.cart(),
                step.item(),
                isOfRule(step) ? ModelRule.withCodesOnly(number) : number,
                step.tier(),
                number % 7 == 0 ? step.code() : number % 2 == 0 ? "ONE" : "two");
    }

    /** Most that is bought is bought at whatever price, because prices are none of this. */
    private static Step wholeCart(Step step) {
        boolean buys = step.kind() == Step.Kind.CHECKOUT || step.kind() == Step.Kind.BEGIN_SESSION;
        int number = step.number() % 5 < 2 ? step.number() + 2 : step.number();
        return new Step(
                step.kind(),
                step.mode(),
                step.server(),
                step.cart(),
                step.item(),
                buys ? number : step.number(),
                null,
                null);
    }

    private static Step listed(Step step) {
        return new Step(
                step.kind(),
                Step.Mode.LISTED,
                step.server(),
                step.cart(),
                step.item(),
                step.number(),
                step.tier(),
                step.code());
    }

    private static Step withoutGift(Step step) {
        return isOfRule(step) && ModelRule.isGift(step)
                ? new Step(
                        step.kind(),
                        step.mode(),
                        step.server(),
                        step.cart(),
                        step.item(),
                        step.number() - 5,
                        step.tier(),
                        step.code())
                : step;
    }

    private static Step random(Random random, Step.Kind kind) {
        boolean isCommand = kind.isCommand() || kind.isOfOrder();
        Step.Mode mode =
                isCommand && random.nextInt(4) == 0 ? ALONE.get(random.nextInt(ALONE.size())) : Step.Mode.PLAIN;
        return new Step(
                kind,
                mode,
                random.nextInt(Step.SERVERS),
                random.nextInt(40) == 0 ? Step.NO_CART : random.nextInt(4),
                random.nextInt(ModelShop.VARIANTS),
                random.nextInt(1_000_000),
                pick(random, "gold", "silver", null, null, null),
                pick(
                        random, "SPRING", "VIP", "none", "ONE", "one", "ONE", "Two", "TWO", "three", null, null, null,
                        null));
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
