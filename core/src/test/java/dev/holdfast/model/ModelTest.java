package dev.holdfast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.holdfast.testing.Seed;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random commands to the real shop and to a naive model of it, side by side: every answer is the same, and so is all
 * that is left in the end. {@code -Dseed=} repeats a run, {@code -Dminutes=} makes it longer.
 */
class ModelTest {
    private static final int STEPS = 150;
    private static final Duration SHRINKING = Duration.ofMinutes(2);

    private final long seed = Seed.of(ModelTest.class);
    private final Duration time =
            Duration.ofSeconds(Integer.getInteger("minutes", 0) == 0 ? 20 : 60L * Integer.getInteger("minutes"));

    @Test
    void theShopAnswersAsItsModelDoes() throws SQLException {
        Random random = new Random(seed);
        long end = System.nanoTime() + time.toNanos();
        int sequences = 0;
        do {
            List<Step> steps = Step.random(random, STEPS);
            String difference = difference(steps);
            if (difference != null) {
                List<Step> shortest = shortest(steps);
                fail("sequence %d of -Dseed=%d, shortened to %d steps:%s%n%s"
                        .formatted(
                                sequences + 1,
                                seed,
                                shortest.size(),
                                Text.lines(shortest.stream().map(Step::toString).toList()),
                                difference(shortest)));
            }
            sequences++;
        } while (System.nanoTime() < end);
        System.out.println("ModelTest: " + sequences + " sequences of " + STEPS + " steps");
        assertThat(sequences).isPositive();
    }

    /** Where the model and the shop part; null when they never do. */
    private static @Nullable String difference(List<Step> steps) throws SQLException {
        RealShop real = new RealShop();
        try {
            ModelShop model = new ModelShop(real.shop.clock.instant());
            for (int i = 0; i < steps.size(); i++) {
                String difference = difference(real, model, steps.get(i));
                if (difference != null) {
                    return "step " + (i + 1) + ", " + difference;
                }
            }
            for (Step step : everything(model)) {
                String difference = difference(real, model, step);
                if (difference != null) {
                    return "in the end, " + difference;
                }
            }
            var report = real.shop.holdfast.verify();
            return report.isSound() ? null : "in the end: " + report.violations();
        } finally {
            real.shop.execute("drop schema " + real.shop.schema + " cascade");
        }
    }

    private static @Nullable String difference(RealShop real, ModelShop model, Step step) throws SQLException {
        String answer;
        try {
            answer = real.apply(step, model);
        } catch (RuntimeException e) {
            answer = "threw " + e;
        }
        String expected = model.apply(step);
        return answer.equals(expected) ? null : step + "%n  the model: %s%n  the shop:  %s".formatted(expected, answer);
    }

    /** Steps that look at all there is. */
    private static List<Step> everything(ModelShop model) {
        List<Step> steps = new ArrayList<>();
        for (int cart = 0; cart < model.carts.count(); cart++) {
            steps.add(looking(Step.Kind.SHOW_CART, cart, 0, 0));
        }
        for (int variant = 0; variant < ModelShop.VARIANTS; variant++) {
            steps.add(looking(Step.Kind.SHOW_VARIANT, 0, variant, 0));
        }
        for (int code = 0; code < ModelCodes.NAMES.size(); code++) {
            steps.add(looking(Step.Kind.SHOW_CODE, 0, code, 0));
        }
        for (int order = 0; order < model.orders.size(); order++) {
            steps.add(looking(Step.Kind.SHOW_ORDER, 0, 0, order));
        }
        return steps;
    }

    private static Step looking(Step.Kind kind, int cart, int item, int number) {
        return new Step(kind, Step.Mode.PLAIN, 0, cart, item, number, null, null);
    }

    /** Leaves out ever smaller parts as long as what remains still fails. */
    private static List<Step> shortest(List<Step> failing) throws SQLException {
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
