package dev.holdfast.server.access;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose word counts for where a request comes from. Each proxy appends the address that it was reached from
 * to {@code X-Forwarded-For}, so only what trusted proxies have appended is believed: the rightmost address that is none
 * of theirs. What stands left of it was sent by the client, who can send anything. Immutable.
 */
public final class TrustedProxies {
    private static final TrustedProxies NONE = new TrustedProxies(List.of());

    private final List<Block> blocks;

    private TrustedProxies(List<Block> blocks) {
        this.blocks = List.copyOf(blocks);
    }

    /** The addresses that begin with the same bits. */
    private record Block(InetAddress network, int bits) {
        boolean contains(byte[] other) {
            byte[] address = network.getAddress();
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += Byte.SIZE) {
                int shift = Math.max(0, Byte.SIZE - (bits - bit));
                int place = bit / Byte.SIZE;
                if ((address[place] & 0xff) >> shift != (other[place] & 0xff) >> shift) {
                    return false;
                }
            }
            return true;
        }
    }

    /** No proxy: a request comes from where its connection comes from. */
    public static TrustedProxies none() {
        return NONE;
    }

    /**
     * Reads addresses and blocks of addresses, separated by commas, such as {@code 10.0.0.0/8, 2001:db8::/32, ::1}.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static TrustedProxies parse(String text) {
        List<Block> blocks = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            blocks.add(block(part.strip()));
        }
        return new TrustedProxies(blocks);
    }

    private static Block block(String text) {
        int slash = text.indexOf('/');
        InetAddress address = Addresses.parse(slash < 0 ? text : text.substring(0, slash));
        String length = slash < 0 ? "" : text.substring(slash + 1);
        if (address == null || !(slash < 0 || length.matches("[0-9]{1,3}"))) {
            throw new IllegalArgumentException("is not a list of addresses or blocks such as 10.0.0.0/8,::1");
        }
        int most = address.getAddress().length * Byte.SIZE;
        int bits = slash < 0 ? most : Integer.parseInt(length);
        if (bits > most) {
            throw new IllegalArgumentException(
                    "has a block of " + bits + " bits, more than the " + most + " of its address");
        }
        return new Block(address, bits);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /**
     * The address that a request comes from.
     *
     * @param peer the address of the connection
     * @param forwarded the values of {@code X-Forwarded-For}, in the order in which they arrived
     * @return the rightmost address that is no trusted proxy's; the leftmost if all are; the address of the connection if
     *     that is no trusted proxy's, or has not told any address
     */
    public String client(String peer, List<String> forwarded) {
        if (blocks.isEmpty()) {
            return peer;
        }
        InetAddress nearest = Addresses.parse(peer);
        String client = peer;
        for (int value = forwarded.size() - 1; value >= 0 && isTrusted(nearest); value--) {
            String[] hops = forwarded.get(value).split(",", -1);
            for (int hop = hops.length - 1; hop >= 0 && isTrusted(nearest); hop--) {
                nearest = Addresses.parse(withoutPort(hops[hop].strip()));
                if (nearest == null) {
                    // What cannot be read came from beyond the proxy that was read last.
                    return client;
                }
                client = nearest.getHostAddress();
            }
        }
        return client;
    }

    private boolean isTrusted(@Nullable InetAddress address) {
        if (address == null) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return blocks.stream().anyMatch(block -> block.contains(bytes));
    }

    // Some proxies write the port as well; of IPv6 only behind brackets.
    private static String withoutPort(String hop) {
        int colon = hop.lastIndexOf(':');
        boolean hasPort = colon > 0 && (hop.charAt(colon - 1) == ']' || hop.indexOf(':') == colon);
        return hasPort ? hop.substring(0, colon) : hop;
    }
}
