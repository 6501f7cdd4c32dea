package dev.holdfast.cli.planted;

/** Stands for the command line, which the server has no dependency on. */
public record Arguments() {}
