package dev.holdfast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.holdfast.event.Replay;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestShop;
import dev.holdfast.verify.Violation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random commands to the real shop and to a naive model of it, side by side: every answer is the same, and so is all
 * that is left in the end. To the model a list of commands is one command after the other. {@code -Dseed=} repeats a run,
 * {@code -Dsequences=} makes it longer.
 */
class ModelTest {
    private static final int STEPS = 150;

    // As many as the whole suite has time for. The builds that are to be relied on take more, see .ci/run.
    private static final int SEQUENCES = Integer.getInteger("sequences", 12);
    private static final Duration SHRINKING = Duration.ofMinutes(2);

    private final long seed = Seed.of(ModelTest.class);
    private int split;

    @Test
    void theShopAnswersAsItsModelDoes() throws Exception {
        Random random = new Random(seed);
        for (int sequence = 1; sequence <= SEQUENCES; sequence++) {
            List<Step> steps = Steps.random(random, STEPS);
            String difference = difference(steps);
            if (difference != null) {
                List<Step> shortest = shortest(steps);
                fail("sequence %d of -Dseed=%d, shortened to %d steps:%s%n%s"
                        .formatted(
                                sequence,
                                seed,
                                shortest.size(),
                                Text.lines(shortest.stream().map(Step::toString).toList()),
                                difference(shortest)));
            }
        }
        System.out.println("ModelTest: " + SEQUENCES + " sequences of " + STEPS + " steps, in " + split
                + " of which items came from several places");
        assertThat(SEQUENCES).isPositive();
    }

    /** Where the model and the shop part; null when they never do. */
    private @Nullable String difference(List<Step> steps) throws Exception {
        RealShop real = new RealShop();
        try {
            ModelShop model = new ModelShop(real.shop.clock.instant());
            boolean splits = false;
            for (int i = 0; i < steps.size(); ) {
                // A command that finds out late where its item is held is run again, behind the others of its list.
                int end = model.carts.holdElsewhere() ? i + 1 : endOfList(steps, i);
                String difference = end - i > 1
                        ? listDifference(real, model, steps.subList(i, end))
                        : difference(real, model, steps.get(i));
                if (difference != null) {
                    return "step " + (i + 1) + ", " + difference;
                }
                splits |= model.carts.split();
                i = end;
            }
            split += splits ? 1 : 0;
            for (Step step : everything(model)) {
                String difference = difference(real, model, step);
                if (difference != null) {
                    return "in the end, " + difference;
                }
            }
            List<String> problems = real.shop.holdfast.verify().violations().stream()
                    .map(Violation::problem)
                    .sorted()
                    .toList();
            String untold = untold(real.shop);
            return problems.equals(model.sessions.problems())
                    ? untold
                    : "in the end: " + real.shop.holdfast.verify().violations() + " and not "
                            + model.sessions.problems();
        } finally {
            real.shop.execute("drop schema " + real.shop.schema + " cascade");
        }
    }

    private static @Nullable String untold(TestShop shop) {
        try {
            Replay.check(shop);
            return null;
        } catch (AssertionError e) {
            return "in the end, the events tell another shop: " + e.getMessage();
        }
    }

    /** The end of the list of commands that begins at a step, which may be alone. */
    private static int endOfList(List<Step> steps, int start) {
        int end = start + 1;
        while (end < steps.size()
                && steps.get(start).mode() == Step.Mode.LISTED
                && steps.get(end).mode() == Step.Mode.LISTED) {
            end++;
        }
        return end;
    }

    private static @Nullable String listDifference(RealShop real, ModelShop model, List<Step> steps) throws Exception {
        List<String> expected = new ArrayList<>();
        List<String> answers = real.applyList(steps, model, expected);
        for (int i = 0; i < expected.size(); i++) {
            if (!answers.get(i).equals(expected.get(i))) {
                return difference(steps.get(i), expected.get(i), answers.get(i))
                        + "%n  number %d of the list%s"
                                .formatted(
                                        i + 1,
                                        Text.lines(steps.stream()
                                                .map(Step::toString)
                                                .toList()));
            }
        }
        return null;
    }

    private static @Nullable String difference(RealShop real, ModelShop model, Step step) throws SQLException {
        String answer;
        try {
            answer = real.apply(step, model);
        } catch (RuntimeException e) {
            answer = "threw " + e;
        }
        String expected = model.apply(step);
        if (!answer.equals(expected)) {
            return difference(step, expected, answer);
        }
        if (step.kind().isOfSession() || step.kind() == Step.Kind.CHECKOUT) {
            for (Step look : goods(step)) {
                String difference = difference(real, model, look);
                if (difference != null) {
                    return "after " + step + ", " + difference;
                }
            }
        }
        return null;
    }

    private static String difference(Step step, String expected, String answer) {
        return step + "%n  the model: %s%n  the shop:  %s".formatted(expected, answer);
    }

    /** Steps that look at what a checkout may have changed. */
    private static List<Step> goods(Step step) {
        List<Step> steps = new ArrayList<>();
        steps.add(looking(Step.Kind.SHOW_CART, step.cart(), 0, 0));
        for (int variant = 0; variant < ModelShop.VARIANTS; variant++) {
            steps.add(looking(Step.Kind.SHOW_VARIANT, 0, variant, 0));
        }
        for (int code = 0; code < ModelCodes.NAMES.size(); code++) {
            steps.add(looking(Step.Kind.SHOW_CODE, 0, code, 0));
        }
        return steps;
    }

    /** Steps that look at all there is. */
    private static List<Step> everything(ModelShop model) {
        List<Step> steps = new ArrayList<>();
        for (int cart = 0; cart < model.carts.count(); cart++) {
            steps.add(looking(Step.Kind.SHOW_CART, cart, 0, 0));
        }
        for (int variant = 0; variant < ModelShop.VARIANTS; variant++) {
            steps.add(looking(Step.Kind.SHOW_VARIANT, 0, variant, 0));
            steps.add(looking(Step.Kind.SHOW_STOCK, 0, variant, 0));
        }
        for (int code = 0; code < ModelCodes.NAMES.size(); code++) {
            steps.add(looking(Step.Kind.SHOW_CODE, 0, code, 0));
        }
        for (int order = 0; order < model.orders.count(); order++) {
            steps.add(looking(Step.Kind.SHOW_ORDER, 0, 0, order));
        }
        for (int session = 0; session < model.sessions.count(); session++) {
            // The number that means this one, see ModelSessions#index.
            steps.add(looking(Step.Kind.SHOW_SESSION, 0, 0, 5 * session));
        }
        return steps;
    }

    private static Step looking(Step.Kind kind, int cart, int item, int number) {
        return new Step(kind, Step.Mode.PLAIN, 0, cart, item, number, null, null);
    }

    /** Leaves out ever smaller parts as long as what remains still fails. */
    private List<Step> shortest(List<Step> failing) throws Exception {
        long end = System.nanoTime() + SHRINKING.toNanos();
        List<Step> steps = failing;
        for (int part = steps.size() / 2; part > 0; part = part == 1 && end > System.nanoTime() ? 0 : part / 2) {
            for (int from = 0; from < steps.size() && System.nanoTime() < end; ) {
                List<Step> without = new ArrayList<>(steps.subList(0, from));
                without.addAll(steps.subList(Math.min(steps.size(), from + part), steps.size()));
                if (difference(without) != null) {
                    steps = without;
                } else {
                    from += part;
                }
            }
        }
        return steps;
    }
}
