package dev.holdfast.cli.session;

import picocli.CommandLine.IVersionProvider;

/** The version that was built, from the jar. */
public final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"holdfast " + version()};
    }

    /** The version, or {@code development} outside of a jar. */
    public static String version() {
        String version = VersionProvider.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
