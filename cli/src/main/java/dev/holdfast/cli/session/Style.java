package dev.holdfast.cli.session;

/** Whether text is coloured. */
public enum Style {
    /** Text as it is. */
    PLAIN,
    /** With the escape sequences of terminals. */
    COLOURED;

    /** Bold text. */
    public String strong(String text) {
        return in("1", text);
    }

    /** Dimmed text. */
    public String faint(String text) {
        return in("2", text);
    }

    /** Green text. */
    public String good(String text) {
        return in("32", text);
    }

    /** Red text. */
    public String bad(String text) {
        return in("31", text);
    }

    private String in(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
