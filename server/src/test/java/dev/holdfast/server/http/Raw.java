package dev.holdfast.server.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Sends bytes that no HTTP client would send. */
final class Raw {
    private static final int PATIENCE_MILLIS = 20_000;

    private Raw() {}

    /** Everything that the server answers until it closes the connection. */
    static String exchange(int port, String request) throws IOException {
        try (Socket socket = open(port, request)) {
            return rest(socket);
        }
    }

    /** A connection on which this was sent. */
    static Socket open(int port, String request) throws IOException {
        Socket socket = new Socket();
        // Small, so that the server cannot get rid of a long answer that nobody reads.
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Everything that the server still answers on a connection until it closes it. */
    static String rest(Socket socket) throws IOException {
        return text(socket.getInputStream().readAllBytes());
    }

    /** The text of bytes that must be UTF-8. */
    static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** A text whose characters are the bytes of another in UTF-8, as {@link #exchange} sends them. */
    static String asUtf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
