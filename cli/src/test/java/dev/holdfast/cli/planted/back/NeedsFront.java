package dev.holdfast.cli.planted.back;

import dev.holdfast.cli.planted.front.NeedsBack;

/** Closes a cycle with another package. */
public record NeedsFront(int depth) {
    public NeedsBack deeper() {
        return new NeedsBack(depth + 1);
    }
}
