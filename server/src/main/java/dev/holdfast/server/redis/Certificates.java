package dev.holdfast.server.redis;

import dev.holdfast.server.config.ConfigurationException;
import dev.holdfast.server.config.RedisAddress.Tls;
import dev.holdfast.server.config.Variable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** Which certificates of a Redis are trusted. */
final class Certificates {
    private static final String STORE = "PKCS12";

    private Certificates() {}

    /** @throws ConfigurationException if the file of certificates cannot be read */
    static SslOptions options(Tls tls) {
        SslOptions.Builder options = SslOptions.builder().sslVerifyMode(mode(tls));
        if (tls.authorities() == null) {
            return options.build();
        }
        byte[] store = store(tls.authorities());
        return options.trustStoreType(STORE)
                .truststore((SslOptions.Resource) () -> new ByteArrayInputStream(store), new char[0])
                .build();
    }

    private static SslVerifyMode mode(Tls tls) {
        if (!tls.verified()) {
            return SslVerifyMode.INSECURE;
        }
        return tls.host() ? SslVerifyMode.FULL : SslVerifyMode.CA;
    }

    /** A PEM file as a key store, which is what the client takes. */
    private static byte[] store(String file) {
        try (InputStream pem = Files.newInputStream(Path.of(file))) {
            KeyStore store = KeyStore.getInstance(STORE);
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("certificate " + store.size(), certificate);
            }
            if (store.size() == 0) {
                throw unusable(file, "has no certificates");
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, new char[0]);
            return bytes.toByteArray();
        } catch (IOException | GeneralSecurityException | InvalidPathException e) {
            throw unusable(file, "cannot be read: " + e);
        }
    }

    private static ConfigurationException unusable(String file, String reason) {
        return new ConfigurationException(Variable.REDIS_URL.name(), file, reason);
    }
}
