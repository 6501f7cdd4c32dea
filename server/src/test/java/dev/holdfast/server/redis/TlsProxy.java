package dev.holdfast.server.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Takes encrypted connections for a server, with a certificate that it has signed itself. */
final class TlsProxy implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final int target;
    private final Path certificate;
    private final SSLServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /**
     * Starts one.
     *
     * @param directory for its key and certificate
     * @param name the name in the certificate, such as {@code ip:127.0.0.1}
     */
    TlsProxy(int target, Path directory, String name) throws Exception {
        this.target = target;
        this.certificate = directory.resolve("certificate.pem");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(makeKey(directory.resolve("key.p12"), name))) {
            keys.load(file, PASSWORD.toCharArray());
        }
        Files.writeString(certificate, pem(keys.getCertificate("redis")));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        this.listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The certificate, as a PEM file. */
    Path certificate() {
        return certificate;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static Path makeKey(Path file, String name) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-dname",
                        "CN=redis",
                        "-ext",
                        "san=" + name,
                        "-keyalg",
                        "EC",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(file.resolveSibling("keytool.log").toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(file.resolveSibling("keytool.log")));
        }
        return file;
    }

    private static String pem(Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getByName("127.0.0.1"), target);
            sockets.addAll(List.of(client, server));
            start(() -> client.getInputStream().transferTo(server.getOutputStream()));
            start(() -> server.getInputStream().transferTo(client.getOutputStream()));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // One side closed the connection, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
