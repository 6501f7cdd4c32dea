package dev.holdfast.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.MigrationNotFinishedException;
import dev.holdfast.NotFoundException;
import dev.holdfast.PageRequest;
import dev.holdfast.PreconditionFailedException;
import dev.holdfast.audit.AuditFilter;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.inventory.LevelSupply;
import dev.holdfast.inventory.MovementKind;
import dev.holdfast.inventory.StockFilter;
import dev.holdfast.inventory.StockLevel;
import dev.holdfast.inventory.StockLevels;
import dev.holdfast.inventory.SupplyChange;
import dev.holdfast.location.NewLocation;
import dev.holdfast.testing.TestShop;
import dev.holdfast.transfer.NewTransfer;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a kit consists of, how that is changed, and what lists say of it. */
class KitsTest {
    private final TestShop shop = new TestShop();
    private final Inventory inventory = shop.holdfast.inventory();
    private final Kits kits = shop.holdfast.kits();
    private final Variant racket = shop.variant(5);
    private final Variant ball = shop.variant(10);
    private final Variant set = shop.variant(0);

    @AfterEach
    void theShopIsSound() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    private static ComponentUnits units(Variant variant, int quantity) {
        return new ComponentUnits(variant.id(), quantity);
    }

    private Kit make() {
        return kits.change(set.id(), List.of(units(racket, 2), units(ball, 3)));
    }

    private static void refuses(ThrowingCallable call, String pointer, String detail) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors()).singleElement().satisfies(error -> {
                            assertThat(error.pointer()).isEqualTo(pointer);
                            assertThat(error.detail()).contains(detail);
                        }));
    }

    @Test
    void aVariantBecomesAKitAndAPlainVariantAgain() {
        assertThat(kits.of(set.id())).isEqualTo(new Kit(set.id(), List.of()));

        Kit made = make();

        assertThat(made.components())
                .containsExactly(
                        new Kit.Component(racket.id(), racket.sku(), 2), new Kit.Component(ball.id(), ball.sku(), 3));
        assertThat(kits.of(set.id())).isEqualTo(made);
        assertThat(shop.now(set).components()).isEqualTo(made.components());
        assertThat(make()).isEqualTo(made);
        assertThat(inventory.movements(set.id(), PageRequest.first(9)).items())
                .singleElement()
                .satisfies(entry -> assertThat(entry.kind()).isEqualTo(MovementKind.UNTRACKED));

        kits.change(set.id(), List.of());

        assertThat(shop.now(set).components()).isEmpty();
        assertThat(shop.now(set).availableQuantity()).isZero();
        inventory.receive(set.id(), 2, null);
        assertThat(shop.show(shop.cartWith(set, 2)).items().get(0).holds())
                .singleElement()
                .satisfies(hold -> assertThat(hold.variantId()).isEqualTo(set.id()));
        assertThat(shop.holdfast
                        .audit()
                        .list(AuditFilter.all(), PageRequest.first(2))
                        .items())
                .extracting(entry -> entry.before() + " " + entry.after())
                .containsExactly(
                        "{components=[{variant_id=" + racket.id() + ", quantity=2}, {variant_id=" + ball.id()
                                + ", quantity=3}]} {components=null}",
                        "{components=null} {components=[{variant_id=" + racket.id() + ", quantity=2}, {variant_id="
                                + ball.id() + ", quantity=3}]}");
    }

    @Test
    void impossibleComponentsAreRefused() {
        long id = set.id();
        refuses(
                () -> kits.change(id, List.of(units(racket, 1), units(ball, 1), units(racket, 2))),
                "/components/2/variant_id",
                "is the component of /components/0 as well");
        refuses(() -> kits.change(id, List.of(units(set, 1))), "/components/0/variant_id", "is the kit itself");
        refuses(
                () -> kits.change(id, List.of(units(racket, 0))),
                "/components/0/quantity",
                "0 is not between 1 and " + Limits.UNITS_PER_KIT);
        refuses(
                () -> kits.change(id, List.of(new ComponentUnits(9, 1))),
                "/components/0/variant_id",
                "there is no variant 9");
        refuses(
                () -> kits.change(
                        id,
                        LongStream.rangeClosed(1, Limits.COMPONENTS + 1)
                                .mapToObj(other -> new ComponentUnits(other, 1))
                                .toList()),
                "/components",
                "has 21 elements, more than 20");
        assertThatThrownBy(() -> kits.change(9, List.of(units(racket, 1)))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> kits.of(9)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> kits.change(id, List.of(), kit -> false))
                .isInstanceOf(PreconditionFailedException.class);
    }

    @Test
    void noKitIsAComponent() {
        make();
        Variant outer = shop.variant(0);

        refuses(
                () -> kits.change(outer.id(), List.of(units(set, 1))),
                "/components/0/variant_id",
                set.sku() + " is a kit itself");
        inventory.set(racket.id(), 0, null, "moved", null);
        refuses(
                () -> kits.change(racket.id(), List.of(units(ball, 1))),
                "/components",
                racket.sku() + " is a component of the kit " + set.sku());
        refuses(
                () -> kits.changeAll(List.of(
                        new KitChange(outer.id(), List.of(units(racket, 1))),
                        new KitChange(shop.variant(0).id(), List.of(units(outer, 1))))),
                "/1/components/0/variant_id",
                outer.sku() + " is a kit itself");
        // A variant that is no kit any more can be a component.
        assertThat(kits.changeAll(
                        List.of(new KitChange(outer.id(), List.of(units(set, 1))), new KitChange(set.id(), List.of()))))
                .isEqualTo(2);
        assertThat(kits.of(outer.id()).components())
                .extracting(Kit.Component::sku)
                .containsExactly(set.sku());
    }

    @Test
    void aVariantWithStockOfItsOwnBecomesNoKit() {
        inventory.receive(set.id(), 2, null);
        long cart = shop.cartWith(set, 1);

        assertThatThrownBy(this::make)
                .isInstanceOfSatisfying(
                        VariantHasStockException.class,
                        e -> assertThat(e.facts())
                                .containsEntry("sku", set.sku())
                                .containsEntry("stock_quantity", 2)
                                .containsEntry("reserved_quantity", 1))
                .hasMessageContaining("at default: 2 on hand, 1 reserved");
        shop.checkOut(cart);
        shop.cartWith(set, 1);
        shop.letExpire();
        inventory.adjust(set.id(), -1, "lost", null);
        inventory.changeSupply(set.id(), SupplyChange.NONE.withSafetyStock(2).withReorderPoint(3));
        assertThatThrownBy(this::make)
                .isInstanceOf(VariantHasStockException.class)
                .hasMessageContaining("2 of safety stock, a reorder point of 3");
        inventory.changeSupply(set.id(), SupplyChange.NONE.withSafetyStock(0).withReorderPoint(null));
        make();
        assertThat(shop.now(set).availableQuantity()).isEqualTo(2);
    }

    @Test
    void unitsInTransitAreStockAsWell() {
        shop.holdfast.locations().create(new NewLocation("berlin", "Berlin", 10, true));
        inventory.receive(set.id(), 2, null);
        shop.holdfast.transfers().create(NewTransfer.shipped(set.id(), "default", "berlin", 2));

        assertThatThrownBy(this::make)
                .isInstanceOf(VariantHasStockException.class)
                .hasMessageContaining("2 in transit");
    }

    @Test
    void aKitThatCartsHoldStaysOne() {
        make();
        shop.cartWith(set, 2);

        assertThatThrownBy(() -> kits.change(set.id(), List.of()))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.requested()).isEqualTo(2));
        shop.letExpire();
        kits.change(set.id(), List.of());
        assertThat(shop.now(set).components()).isEmpty();
    }

    @Test
    void aKitHasNoStockToMove() {
        make();
        shop.holdfast.locations().create(new NewLocation("berlin", "Berlin", 10, true));
        long id = set.id();

        refuses(() -> inventory.receive(id, 1, null), "/quantity", set.sku() + " is a kit");
        refuses(() -> inventory.at("berlin").receive(id, 1, null), "/quantity", "is a kit");
        refuses(() -> inventory.adjust(id, -1, "lost", null), "/quantity", "is a kit");
        refuses(() -> inventory.set(id, 4, null, "count", null), "/stock_quantity", "is a kit");
        refuses(
                () -> shop.holdfast.transfers().create(NewTransfer.of(id, "default", "berlin", 1)),
                "/variant_id",
                "is a kit");
        refuses(
                () -> inventory.changeSupply(id, SupplyChange.NONE.withSafetyStock(1)),
                "/safety_stock",
                "is of no use to a kit");
        refuses(
                () -> inventory.changeSupply(id, SupplyChange.NONE.withTracked(true)),
                "/tracked",
                "is of no use to a kit");
        refuses(
                () -> inventory.changeSupplies(
                        List.of(new LevelSupply(id, "berlin", SupplyChange.NONE.withBackorderLimit(1)))),
                "/0/backorder_limit",
                "is of no use to a kit");
        assertThat(inventory
                        .changeSupply(id, SupplyChange.NONE.withSafetyStock(0))
                        .tracked())
                .isFalse();
    }

    @Test
    void listsSayHowOftenItCanBeHad() {
        shop.holdfast.locations().create(new NewLocation("berlin", "Berlin", 10, true));
        make();
        inventory.at("berlin").receive(racket.id(), 3, null);
        inventory.at("berlin").receive(ball.id(), 2, null);

        assertThat(shop.now(set).availableQuantity()).isEqualTo(4);
        StockLevels levels = levels(List.of());
        assertThat(levels.availableQuantity()).isEqualTo(4);
        assertThat(levels.locations())
                .extracting(StockLevel::location, StockLevel::availableQuantity)
                .containsExactly(tuple("berlin", 0), tuple("default", 2));
        assertThat(levels(List.of("default")).availableQuantity()).isEqualTo(2);
        assertThat(inventory.level(set.id()).availableQuantity()).isEqualTo(2);
        assertThat(available(true)).contains(set.id());
        inventory.changeSupply(racket.id(), SupplyChange.NONE.withSafetyStock(4));
        shop.cartWith(ball, 1);
        assertThat(shop.now(set).availableQuantity()).isEqualTo(2);
        shop.cartWith(racket, 3);
        assertThat(shop.now(set).availableQuantity()).isZero();
        assertThat(available(true)).doesNotContain(set.id());
        assertThat(available(false)).contains(set.id());
        shop.letExpire();
        assertThat(available(true)).contains(set.id());
        assertThat(shop.holdfast.catalog().productWithVariants(set.productId()).variants())
                .singleElement()
                .satisfies(variant -> assertThat(variant.availableQuantity()).isEqualTo(2));
    }

    private StockLevels levels(List<String> locations) {
        return inventory
                .levels(new StockFilter(List.of(set.id()), List.of(), locations), PageRequest.first(9))
                .items()
                .get(0);
    }

    private List<Long> available(boolean isAvailable) {
        return shop
                .holdfast
                .catalog()
                .variants(VariantFilter.all().withAvailable(isAvailable), PageRequest.first(99))
                .items()
                .stream()
                .map(Variant::id)
                .toList();
    }

    @Test
    void noVariantBecomesAKitAsLongAsOlderServersMayRun() {
        shop.execute("create view #rule_book as select * from #versions");

        assertThatThrownBy(this::make)
                .isInstanceOf(MigrationNotFinishedException.class)
                .hasMessageContaining("components");
    }
}
