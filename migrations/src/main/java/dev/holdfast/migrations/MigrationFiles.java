package dev.holdfast.migrations;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Hands Flyway the migrations by name. Flyway itself would look for their directory, which cannot be found on the module
 * path, and in some class loaders.
 */
final class MigrationFiles implements ResourceProvider {
    @Override
    public @Nullable LoadableResource getResource(String name) {
        return SchemaHistory.SCRIPTS.contains(name) ? new File(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return SchemaHistory.SCRIPTS.stream()
                .filter(name -> name.startsWith(prefix))
                .filter(name -> Stream.of(suffixes).anyMatch(name::endsWith))
                .<LoadableResource>map(File::new)
                .toList();
    }

    /** The text of a migration. */
    static Reader open(String name) {
        InputStream stream = MigrationFiles.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException(name + " is missing beside " + MigrationFiles.class.getName());
        }
        return new InputStreamReader(stream, StandardCharsets.UTF_8);
    }

    private static final class File extends LoadableResource {
        private final String name;

        File(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            return open(name);
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
