package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.OutcomeUnknownException;
import dev.holdfast.UnavailableException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.testing.CuttingProxy;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A list of commands whose COMMIT was lost, and of which nobody can tell, is not run again. */
class UnknownListTest {
    private final TestShop shop = new TestShop();

    /**
     * A command that was accepted is told that its outcome is unknown. One that was refused did nothing in either case,
     * but its refusal rests on what the others did: it is told to try again.
     */
    @ParameterizedTest
    @EnumSource
    void eachIsToldThatItIsUnknownAndNoneIsRunAgain(CuttingProxy.Cut cut) throws Exception {
        Variant variant = shop.variant(10);
        long first = shop.cart();
        long second = shop.cart();
        long third = shop.cart();
        try (CuttingProxy proxy = new CuttingProxy();
                HikariDataSource pool = proxy.pool(4, 0)) {
            OneList server = new OneList(shop, TestShop.HOLD_LIMITS, Database.of(pool, shop.schema, shop.clock));

            OneList.Outcomes outcomes = server.queued(
                    List.of(
                            () -> server.inventory.receive(variant.id(), 5, null),
                            server.put(first, variant, 11),
                            server.put(second, variant, 9),
                            server.remove(third, 1),
                            server.put(third, variant, 3),
                            () -> server.inventory.receive(variant.id(), 2, null)),
                    () -> proxy.cutNextAndKeepItsFate(cut));

            for (int accepted : List.of(1, 2, 5, 6)) {
                outcomes.as(OutcomeUnknownException.class, accepted);
            }
            for (int refused : List.of(3, 4)) {
                assertThat(outcomes.as(UnavailableException.class, refused).code())
                        .isEqualTo("busy");
            }
            boolean committed = cut == CuttingProxy.Cut.AFTER_COMMIT;
            assertThat(shop.now(variant).stockQuantity()).isEqualTo(committed ? 17 : 10);
            assertThat(shop.now(variant).reservedQuantity()).isEqualTo(committed ? 14 : 0);
            assertThat(shop.show(second).items()).isEmpty();
            assertThat(shop.holdfast.verify().violations()).isEmpty();
        }
    }
}
