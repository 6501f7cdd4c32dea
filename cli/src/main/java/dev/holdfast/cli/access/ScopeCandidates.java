package dev.holdfast.cli.access;

import dev.holdfast.access.Scope;
import java.util.Iterator;
import java.util.stream.Stream;

/** The words that the scopes of a key can be chosen from. */
final class ScopeCandidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Stream.concat(Scope.all().stream().map(Scope::word), Stream.of("all"))
                .iterator();
    }
}
