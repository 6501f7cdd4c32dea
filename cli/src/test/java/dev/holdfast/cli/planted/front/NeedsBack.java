package dev.holdfast.cli.planted.front;

import dev.holdfast.cli.planted.back.NeedsFront;

/** Closes a cycle with another package. */
public record NeedsBack(int depth) {
    public NeedsFront deeper() {
        return new NeedsFront(depth + 1);
    }
}
