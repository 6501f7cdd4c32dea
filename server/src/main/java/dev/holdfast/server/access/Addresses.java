package dev.holdfast.server.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of callers as text. Nothing is ever looked up. */
final class Addresses {
    private static final Pattern IPV4 =
            Pattern.compile("(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])(\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final int NETWORK_BYTES = 8;

    private Addresses() {}

    /**
     * Reads an address, in brackets or not.
     *
     * @return null if the text is anything else, such as a name
     */
    static @Nullable InetAddress parse(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        int zone = bare.indexOf('%');
        String address = zone < 0 ? bare : bare.substring(0, zone);
        boolean isIpv6 = address.indexOf(':') >= 0 && IPV6.matcher(address).matches();
        if (!isIpv6 && !IPV4.matcher(address).matches()) {
            return null;
        }
        try {
            // An address in brackets is parsed and never looked up.
            return InetAddress.getByName(isIpv6 ? "[" + address + "]" : address);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /**
     * The network that an address counts with: itself, or of IPv6 the first 64 bits, because whoever has one address of
     * those has all of them.
     */
    static String network(String address) {
        InetAddress parsed = parse(address);
        if (parsed instanceof Inet6Address) {
            return HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES);
        }
        return parsed == null ? address : parsed.getHostAddress();
    }
}
