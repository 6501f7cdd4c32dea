package dev.holdfast.cli.output;

import dev.holdfast.cli.session.Session;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;

/** A bar that shows how much of a file has been read, for a person who watches. Not thread-safe. */
public final class FileProgress implements AutoCloseable {
    private static final int WIDTH = 30;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ProgressLine line;
    private final long size;
    private final CountingStream file;
    private final long begin = System.nanoTime();

    /**
     * A bar for a file that is read through {@link #file()}.
     *
     * @param size of the file in bytes, or 0 if it is unknown
     */
    public FileProgress(Session session, InputStream file, long size) {
        this.line = new ProgressLine(session, PAUSE);
        this.size = size;
        this.file = new CountingStream(file);
    }

    /** The file, which counts what is read from it. */
    public InputStream file() {
        return file;
    }

    /** Draws the bar, unless it was drawn a moment ago. */
    public void show(int variants) {
        line.show(() -> bar(file.read, size) + rate(variants, System.nanoTime() - begin));
    }

    /** Keeps the bar as it is, and goes to the next line. */
    public void end() {
        line.end();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    static String bar(long read, long size) {
        if (size == 0) {
            return "";
        }
        int done = (int) Math.min(WIDTH, read * WIDTH / size);
        return String.format(
                Locale.ROOT, "[%s%s] %3d%%  ", "#".repeat(done), ".".repeat(WIDTH - done), read * 100 / size);
    }

    static String rate(int variants, long nanoseconds) {
        double seconds = nanoseconds / 1e9;
        return String.format(Locale.ROOT, "%,d variants, %,.0f per second ", variants, variants / seconds);
    }

    private static final class CountingStream extends FilterInputStream {
        private long read;

        CountingStream(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            read += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            read += Math.max(0, count);
            return count;
        }
    }
}
