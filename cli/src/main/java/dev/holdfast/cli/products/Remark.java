package dev.holdfast.cli.products;

import dev.holdfast.Limits;

/** How a product or a variant of a file is sold differently than in the shop that a file is from. */
enum Remark {
    /** It is sold without stock, and without a limit. */
    POLICY_CONTINUE(
            "variant",
            "can be bought without stock (policy continue), up to a backorder limit of " + Limits.STOCK
                    + " where there was none"),
    /** Its stock is not counted. */
    UNTRACKED("variant", "can be bought whatever is in stock, which is not tracked"),
    /** More was sold than there was. */
    NEGATIVE_STOCK("variant", "had negative stock, which counts as 0"),
    /** More of it was on its way to a location. */
    INCOMING("stock level", "had incoming units, which are not on hand; record them when they arrive"),
    /** It is new, and the file does not say how much there is. */
    WITHOUT_STOCK("new variant", "had no stock in the file, and cannot be bought before stock is received"),
    /** It could be bought, but was in no list. */
    UNLISTED("product", "had the status unlisted, and became drafts, which are not sold");

    private final String subject;
    private final String text;

    Remark(String subject, String text) {
        this.subject = subject;
        this.text = text;
    }

    /** A sentence about so many. */
    String sentence(long count) {
        return count + " " + subject + (count == 1 ? " " : "s ") + text;
    }
}
