package dev.holdfast.planted.internal;

/** No promise is made for it. */
public record Inside(int depth) {}
