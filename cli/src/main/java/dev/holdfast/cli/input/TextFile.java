package dev.holdfast.cli.input;

import dev.holdfast.InvalidInputException;
import dev.holdfast.cli.output.TextTable;
import dev.holdfast.cli.session.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Text files in UTF-8; {@code -} is standard input or output. Paths are relative to the directory of the session. */
public final class TextFile {
    private static final int LONGEST = 100_000_000;

    /** Standard input or output. */
    public static final Path STANDARD = Path.of("-");

    private TextFile() {}

    /** Whether a file is standard input or output. */
    public static boolean isStandard(Path file) {
        return file.equals(STANDARD);
    }

    /** The name of a file as the user gave it, for messages. */
    public static String shown(Path file) {
        return TextTable.harmless(file.toString());
    }

    /**
     * Reads a whole file of at most {@value #LONGEST} bytes.
     *
     * @throws InvalidInputException if that is not possible
     */
    public static String read(Session session, Path file) {
        try {
            if (isStandard(file)) {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(System.in.readNBytes(LONGEST)))
                        .toString();
            }
            Path path = session.directory().resolve(file);
            if (Files.size(path) > LONGEST) {
                throw new InvalidInputException("/file", shown(file) + " has more than " + LONGEST + " bytes");
            }
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new InvalidInputException("/file", "there is no file " + shown(file));
        } catch (CharacterCodingException e) {
            throw new InvalidInputException("/file", shown(file) + " is not text in UTF-8");
        } catch (IOException e) {
            throw new InvalidInputException("/file", shown(file) + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * Reads a file line by line, skipping blank ones.
     *
     * @param each is given each line; the number of the line is added to the errors that it throws
     * @throws InvalidInputException if the file cannot be read, or from {@code each}
     */
    public static void lines(Session session, Path file, Consumer<String> each) {
        int number = 0;
        try (BufferedReader lines = isStandard(file)
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8.newDecoder()))
                : Files.newBufferedReader(session.directory().resolve(file))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    each.accept(line);
                }
            }
        } catch (InvalidInputException e) {
            String at = "/line " + number;
            throw new InvalidInputException(e.errors().stream()
                    .map(error -> new InvalidInputException.Error(at + error.pointer(), error.detail()))
                    .toList());
        } catch (NoSuchFileException e) {
            throw new InvalidInputException("/file", "there is no file " + shown(file));
        } catch (CharacterCodingException e) {
            throw new InvalidInputException("/file", shown(file) + " is not text in UTF-8");
        } catch (IOException e) {
            throw new InvalidInputException("/file", shown(file) + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * Writes a whole file, replacing an existing one.
     *
     * @throws InvalidInputException if that is not possible
     */
    public static void write(Session session, Path file, String text) {
        if (isStandard(file)) {
            session.out().print(text);
            session.out().flush();
            return;
        }
        try {
            Files.writeString(session.directory().resolve(file), text);
        } catch (IOException e) {
            throw new InvalidInputException("/file", shown(file) + " cannot be written: " + e.getMessage());
        }
    }
}
