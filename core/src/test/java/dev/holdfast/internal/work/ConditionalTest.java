package dev.holdfast.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("quick")
class ConditionalTest {
    /** A default that it did not hand on would ask for nothing on behalf of a command that asks. */
    @Test
    void itHandsOnEverythingThatACommandCanBeAsked() {
        String[] asked = Arrays.stream(Command.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .toArray(String[]::new);

        assertThat(Arrays.stream(Conditional.class.getDeclaredMethods()).map(Method::getName))
                .contains(asked);
    }
}
