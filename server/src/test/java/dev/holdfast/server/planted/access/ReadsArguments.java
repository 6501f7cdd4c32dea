package dev.holdfast.server.planted.access;

import dev.holdfast.cli.planted.Arguments;

/** Knows the command line. */
record ReadsArguments(Arguments known) {}
