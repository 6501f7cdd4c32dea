package dev.holdfast.internal.work;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A command that is decided only if a condition holds of what it has locked.
 *
 * @param condition throws its refusal; called before each decision
 */
public record Conditional<R>(Command<R> command, Consumer<WorkingSet> condition) implements Command<R> {
    @Override
    public String name() {
        return command.name();
    }

    @Override
    public void needs(Needs needs) {
        command.needs(needs);
    }

    @Override
    public long lane() {
        return command.lane();
    }

    @Override
    public void demand(WorkingSet shop, Demand demand) {
        command.demand(shop, demand);
    }

    @Override
    public void users(WorkingSet shop, Set<String> users) {
        command.users(shop, users);
    }

    @Override
    public void anonymous(WorkingSet shop, AnonymousDemand demand) {
        command.anonymous(shop, demand);
    }

    @Override
    public void purchases(WorkingSet shop, Purchases purchases) {
        command.purchases(shop, purchases);
    }

    @Override
    public Supplier<R> decide(WorkingSet shop) {
        condition.accept(shop);
        return command.decide(shop);
    }
}
