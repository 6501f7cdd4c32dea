package dev.holdfast.planted.catalog;

/** A store that every capability could call. */
public final class OpenStore {}
