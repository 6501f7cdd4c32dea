package dev.holdfast.cli.session;

import picocli.CommandLine.IVersionProvider;

/** The version of the program, from the manifest of its jar. */
public final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"holdfast " + version()};
    }

    /** The version, or {@code development} if the program does not run from a jar. */
    public static String version() {
        String version = VersionProvider.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
