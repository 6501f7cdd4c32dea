package dev.holdfast.cli.command;

import dev.holdfast.Patch;
import dev.holdfast.cli.input.NamedValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that change metadata. */
final class MetadataOptions {
    @Option(
            names = "--metadata",
            paramLabel = "NAME=VALUE",
            description = "Metadata to set, such as erp-id=4711; the other members stay. May be repeated.")
    private @Nullable List<String> set;

    @Option(names = "--no-metadata", paramLabel = "NAME", description = "Metadata to remove. May be repeated.")
    private @Nullable List<String> removed;

    /** The change that they describe. */
    Patch<Map<String, @Nullable Object>> patch() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (removed != null) {
            removed.forEach(name -> members.put(name, null));
        }
        members.putAll(NamedValues.read("/metadata", set));
        return members.isEmpty() ? Patch.keep() : Patch.set(members);
    }
}
