package dev.holdfast.planted;

import org.jspecify.annotations.Nullable;

/** The lines are in the wrong places, a null is passed on, and an exception is made and not thrown. */
final class Offender {
  int length(@Nullable String text) {
            return text.length();
  }

  void refuse() { new IllegalStateException("never thrown"); }
}
