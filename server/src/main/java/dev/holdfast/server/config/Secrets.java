package dev.holdfast.server.config;

import java.util.regex.Pattern;

/** Masks passwords in texts that people read. */
final class Secrets {
    private static final Pattern PARAMETER = Pattern.compile("(?i)((?:ssl)?password=)[^&]*");

    private Secrets() {}

    /** The address with stars in place of its passwords; only stars if the text is not an address. */
    static String maskAddress(String address) {
        int start = address.indexOf("://") + "://".length();
        if (start < "://".length()) {
            return "***";
        }
        // The last @, because a password that is not percent-encoded may itself contain @, / and ?.
        int end = address.lastIndexOf('@');
        int colon = address.indexOf(':', start);
        String masked =
                colon >= 0 && colon < end ? address.substring(0, colon) + ":***" + address.substring(end) : address;
        return PARAMETER.matcher(masked).replaceAll("$1***");
    }
}
