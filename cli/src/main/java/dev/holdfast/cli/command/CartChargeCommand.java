package dev.holdfast.cli.command;

import dev.holdfast.Money;
import dev.holdfast.cart.NewCharge;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.Amounts;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.session.CommandGroup;
import dev.holdfast.cli.session.Session;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast carts charge}. */
@Command(name = "charge", description = "Sets and removes charges of a cart, such as shipping.")
final class CartChargeCommand extends CommandGroup {
    CartChargeCommand(Session session) {
        super(session);
    }

    @Command(
            name = "set",
            description = "Sets a charge, replacing any previous amount, and shows the cart.",
            footer = {
                "",
                "Examples:",
                "  holdfast carts charge set 6 shipping 4.90",
                "  holdfast carts charge set 6 wrap 1.50 --name \"Gift wrap\""
            })
    int set(
            @Parameters(
                            paramLabel = "CART",
                            completionCandidates = Codes.Carts.class,
                            description = "The id of the cart.")
                    String cart,
            @Parameters(paramLabel = "CODE", description = "The code of the charge, which rules refer to.") String code,
            @Parameters(
                            paramLabel = "AMOUNT",
                            description = "The amount in the cart's currency, such as 4.90; not negative.")
                    String amount,
            @Option(names = "--name", paramLabel = "NAME", description = "Its display name.") @Nullable String name,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            long id = References.id("cart", cart);
            Currency currency = shop.carts().get(id).currency();
            Money money = Amounts.money("/amount", amount, currency);
            return CartsCommand.show(session, shop.carts().setCharge(id, new NewCharge(code, name, money)), output);
        });
    }

    @Command(
            name = "remove",
            description = "Removes a charge from a cart, and shows the cart.",
            footer = {"", "Examples:", "  holdfast carts charge remove 6 shipping"})
    int remove(
            @Parameters(
                            paramLabel = "CART",
                            completionCandidates = Codes.Carts.class,
                            description = "The id of the cart.")
                    String cart,
            @Parameters(paramLabel = "CODE", description = "The code of the charge.") String code,
            @Mixin OutputOptions output) {
        return session.work(shop ->
                CartsCommand.show(session, shop.carts().removeCharge(References.id("cart", cart), code), output));
    }
}
