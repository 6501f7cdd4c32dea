package dev.holdfast.server.config;

import java.util.regex.Pattern;

/** Hides passwords in what people will read. */
final class Secrets {
    private static final Pattern PARAMETER = Pattern.compile("(?i)((?:ssl)?password=)[^&]*");

    private Secrets() {}

    /** The address with stars for its passwords; all stars when it does not look like an address. */
    static String maskAddress(String address) {
        int start = address.indexOf("://") + "://".length();
        if (start < "://".length()) {
            return "***";
        }
        // The last @ of all: a password that was not percent-encoded may hold @, / and ? itself.
        int end = address.lastIndexOf('@');
        int colon = address.indexOf(':', start);
        String masked =
                colon >= 0 && colon < end ? address.substring(0, colon) + ":***" + address.substring(end) : address;
        return PARAMETER.matcher(masked).replaceAll("$1***");
    }
}
