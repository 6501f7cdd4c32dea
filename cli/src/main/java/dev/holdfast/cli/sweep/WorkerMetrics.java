package dev.holdfast.cli.sweep;

import dev.holdfast.Holdfast;
import dev.holdfast.server.SecretWatch;
import dev.holdfast.server.access.Keyring;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.config.Configuration.MetricsAccess;
import dev.holdfast.server.config.Variable;
import dev.holdfast.server.database.DatabaseUnavailableException;
import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.metrics.Metrics;
import dev.holdfast.server.metrics.MetricsPage;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics of a worker, and the page that shows them. */
public final class WorkerMetrics implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Pattern ADDRESS = Pattern.compile("(?:(.+):)?(\\d{1,5})");

    private final Metrics metrics;
    private final MetricsPage page;
    private final Keyring keyring;
    private final SecretWatch secrets;

    private WorkerMetrics(Metrics metrics, MetricsPage page, Keyring keyring, SecretWatch secrets) {
        this.metrics = metrics;
        this.page = page;
        this.keyring = keyring;
        this.secrets = secrets;
    }

    /**
     * Starts to serve the metrics. A scrape needs a key as at the server, if there is a secret key, unless {@code
     * HOLDFAST_METRICS} is {@code public}.
     *
     * @param given a port, or host and port; the host is the loopback if there is none
     * @throws dev.holdfast.server.config.ConfigurationException if it can be reached from other machines and the key is
     *     short
     * @throws IllegalArgumentException if it is no such address, cannot be listened on, or can be reached from other
     *     machines although there is no key
     */
    public static WorkerMetrics start(String given, Configuration configuration) {
        InetSocketAddress address = address(given);
        boolean isOpen = configuration.get(Variable.HOLDFAST_METRICS) == MetricsAccess.PUBLIC;
        Optional<String> key = configuration.get(Variable.SECRET_KEY);
        if (!address.getAddress().isLoopbackAddress() && !isOpen && key.isEmpty()) {
            throw new IllegalArgumentException(given + " can be reached from other machines: set SECRET_KEY, which a"
                    + " scrape then has to send, or HOLDFAST_METRICS=public");
        }
        if (!address.getAddress().isLoopbackAddress() && !isOpen) {
            configuration.requireLongSecretKeys(given);
        }
        Metrics metrics = new Metrics();
        metrics.watchSweeps();
        try {
            Keyring keyring = new Keyring(configuration.secretKeys(), metrics::wrongKey);
            MetricsPage page = MetricsPage.start(address, metrics, isOpen ? null : keyring);
            SecretWatch secrets = SecretWatch.start(configuration, changed -> {
                if (!address.getAddress().isLoopbackAddress() && !isOpen) {
                    changed.requireLongSecretKeys(given);
                }
                keyring.changeSecretKeys(changed.secretKeys());
            });
            return new WorkerMetrics(metrics, page, keyring, secrets);
        } catch (UncheckedIOException e) {
            metrics.close();
            throw new IllegalArgumentException(given + " cannot be listened on: "
                    + Objects.requireNonNull(e.getCause()).getMessage());
        }
    }

    private static InetSocketAddress address(String given) {
        Matcher parts = ADDRESS.matcher(given);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
            throw new IllegalArgumentException(given + " is neither a port nor host:port");
        }
        String host = parts.group(1) == null ? LOOPBACK : parts.group(1);
        InetSocketAddress address = new InetSocketAddress(host, Integer.parseInt(parts.group(2)));
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(given + " names an unknown host");
        }
        return address;
    }

    /** The port of the page. */
    public int port() {
        return page.port();
    }

    /** Opens the database, and counts a failure to do so as one of a sweep. */
    public ShopDatabase open(Supplier<ShopDatabase> open) {
        try {
            ShopDatabase database = open.get();
            metrics.collectFrom(database::reportTo);
            return database;
        } catch (DatabaseUnavailableException e) {
            metrics.sweepFailed(e);
            throw e;
        }
    }

    /** The shop in a database, whose sweeps are counted. */
    public Holdfast shop(ShopDatabase database) {
        Holdfast shop = database.shop(metrics);
        keyring.watch(shop);
        return shop;
    }

    @Override
    public void close() {
        secrets.close();
        page.close();
        keyring.close();
        metrics.close();
    }
}
