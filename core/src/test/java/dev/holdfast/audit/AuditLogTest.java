package dev.holdfast.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastBuilder;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.TakenException;
import dev.holdfast.access.IssuedKey;
import dev.holdfast.access.NewApiKey;
import dev.holdfast.access.Scope;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.ProductImport;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.catalog.VariantImport;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.promo.GeneratedCodes;
import dev.holdfast.promo.PromoCodeChange;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    private static final PageRequest ALL = PageRequest.first(1_000);

    private final TestShop shop = new TestShop();
    private final Holdfast ann = shop.holdfast.as("ann");

    @Test
    void aProductLeavesAnEntryForEachChange() {
        Product product = ann.catalog().addProduct(NewProduct.of("Tee", money("10.00")));
        shop.clock.advance(Duration.ofMinutes(1));
        shop.holdfast
                .as("bob")
                .catalog()
                .changeProduct(
                        product.id(),
                        new ProductChange(
                                Patch.keep(),
                                Patch.keep(),
                                Patch.set("Cotton"),
                                Patch.set(money("12.50")),
                                Patch.keep(),
                                Patch.keep()));

        List<AuditEntry> entries = of(AuditSubject.PRODUCT, product.id());
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0))
                .returns("bob", AuditEntry::actor)
                .returns(AuditAction.CHANGED, AuditEntry::action)
                .returns(AuditSubject.PRODUCT, AuditEntry::subjectKind)
                .returns(Long.toString(product.id()), AuditEntry::subjectId)
                .returns(TestShop.START.plusSeconds(60), AuditEntry::at)
                .returns(nullable("base_price", "10.00", "description", null), AuditEntry::before)
                .returns(Map.of("base_price", "12.50", "description", "Cotton"), AuditEntry::after);
        assertThat(entries.get(1))
                .returns("ann", AuditEntry::actor)
                .returns(AuditAction.CREATED, AuditEntry::action)
                .returns(TestShop.START, AuditEntry::at)
                .returns(null, AuditEntry::before)
                .returns(
                        Map.of(
                                "handle",
                                product.handle(),
                                "name",
                                "Tee",
                                "base_price",
                                "10.00",
                                "currency",
                                "USD",
                                "status",
                                "active"),
                        AuditEntry::after);
    }

    @Test
    void theHandleThatAProductWasGivenIsInItsEntry() {
        ann.catalog().addProduct(NewProduct.of("Same", money("10.00")));
        Product second = ann.catalog().addProduct(NewProduct.of("Same", money("10.00")));

        assertThat(second.handle()).isEqualTo("same-" + second.id());
        assertThat(of(AuditSubject.PRODUCT, second.id()).get(0).after()).containsEntry("handle", second.handle());
    }

    @Test
    void aVariantLeavesAnEntryForEachChange() {
        Product product = shop.product("10.00");
        Variant variant =
                ann.catalog().addVariant(NewVariant.of(product.id(), "TEE", 5).withMinPrice(money("4.00")));
        ann.catalog().changeVariant(variant.id(), VariantChange.none().withPrice(money("9.00")));
        ann.catalog()
                .changeVariant(
                        variant.id(), new VariantChange(Patch.keep(), Patch.keep(), Patch.set(null), Patch.keep()));

        List<AuditEntry> entries = of(AuditSubject.VARIANT, variant.id());
        assertThat(entries)
                .extracting(AuditEntry::before)
                .containsExactly(Map.of("price", "9.00"), nullable("price", null), null);
        assertThat(entries)
                .extracting(AuditEntry::after)
                .containsExactly(
                        nullable("price", null),
                        Map.of("price", "9.00"),
                        Map.of("product_id", product.id(), "sku", "TEE", "min_price", "4.00"));
    }

    @Test
    void whatDoesNotChangeLeavesNoEntry() {
        Product product = shop.product("10.00");
        Variant variant = shop.variant(5);
        shop.rule(rule("SAME", 10));
        codes("SAME-CODES", "SAME-1");
        long before = count();

        ann.catalog().changeProduct(product.id(), ProductChange.none().withBasePrice(money("10.00")));
        ann.catalog().changeVariant(variant.id(), VariantChange.none());
        ann.pricing().change("SAME", "{\"active\": true}");
        ann.promoCodes().change("SAME-1", PromoCodeChange.active(true));
        ann.inventory().receive(variant.id(), 3, null);
        List<PricingRule> same = List.of(parsed(rule("SAME", 10)));
        ann.pricing().apply(ann.pricing().compare(same, false));

        assertThat(count()).isEqualTo(before);
    }

    @Test
    void aChangeThatIsRefusedLeavesNoEntry() {
        Product product = shop.product("10.00");
        long before = count();

        assertThatThrownBy(() -> ann.catalog()
                        .addProduct(NewProduct.of("Tee", money("10.00")).withHandle(product.handle())))
                .isInstanceOf(TakenException.class);
        assertThatThrownBy(() -> ann.catalog()
                        .changeProduct(product.id(), ProductChange.none().withBasePrice(Money.of("9.00", "EUR"))))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ann.pricing().archive("NONE")).isInstanceOf(NotFoundException.class);

        assertThat(count()).isEqualTo(before);
    }

    @Test
    void anImportLeavesAnEntryForEachThingThatItChanges() {
        ann.catalog().importProducts(List.of(imported("a", "10.00", 3), imported("b", "10.00", 2)), "PO-1");
        assertThat(entries(AuditFilter.by("ann"))).hasSize(7);
        Holdfast bob = shop.holdfast.as("bob");
        bob.catalog().importProducts(List.of(imported("a", "10.00", 3), imported("b", "11.00", 3)), "PO-2");

        List<AuditEntry> changes = entries(AuditFilter.by("bob"));
        assertThat(changes)
                .as("the product, two variants that are changed, and one that is new")
                .extracting(entry -> entry.subjectKind() + " " + entry.action())
                .containsExactlyInAnyOrder("PRODUCT CHANGED", "VARIANT CHANGED", "VARIANT CHANGED", "VARIANT CREATED");
        assertThat(changes)
                .filteredOn(entry -> entry.action() == AuditAction.CHANGED)
                .allSatisfy(entry -> {
                    String price = entry.subjectKind() == AuditSubject.PRODUCT ? "base_price" : "price";
                    assertThat(entry.before()).isEqualTo(Map.of(price, "10.00"));
                    assertThat(entry.after()).isEqualTo(Map.of(price, "11.00"));
                });
        long before = count();
        bob.catalog().importProducts(List.of(imported("b", "11.00", 3)), "PO-3");
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void rulesLeaveEntries() {
        ann.pricing().add(parsed(rule("R", 10)));
        ann.pricing().change("R", "{\"discount\": {\"percent\": 20}, \"name\": \"Spring\"}");
        ann.pricing().archive("R");

        List<AuditEntry> entries = of(AuditSubject.PRICING_RULE, "R");
        assertThat(entries)
                .extracting(AuditEntry::action)
                .containsExactly(AuditAction.DELETED, AuditAction.CHANGED, AuditAction.CREATED);
        assertThat(entries.get(2).after()).containsEntry("code", "R").containsEntry("active", true);
        assertThat(entries.get(1).before()).containsOnlyKeys("discount", "name").containsEntry("name", null);
        assertThat(entries.get(1).after()).containsEntry("name", "Spring");
        assertThat(entries.get(0).before()).containsEntry("name", "Spring");
        assertThat(entries.get(0).after()).isNull();
    }

    @Test
    void aSetOfRulesLeavesAnEntryForEachRule() {
        List.of("KEPT", "CHANGED", "PRUNED").forEach(code -> shop.rule(rule(code, 10)));
        List<PricingRule> wanted =
                List.of(parsed(rule("KEPT", 10)), parsed(rule("CHANGED", 20)), parsed(rule("ADDED", 5)));

        ann.pricing().apply(ann.pricing().compare(wanted, true));

        assertThat(entries(AuditFilter.by("ann")))
                .extracting(entry -> entry.subjectId() + " " + entry.action())
                .containsExactlyInAnyOrder("CHANGED CHANGED", "ADDED CREATED", "PRUNED DELETED");
    }

    @Test
    void promoCodesLeaveEntries() {
        codes("CODES", "Welcome");
        ann.promoCodes()
                .change("WELCOME", new PromoCodeChange(Patch.keep(), Patch.set(7L), Patch.keep(), Patch.keep()));
        ann.promoCodes().delete("welcome");
        ann.promoCodes().generate("CODES", new GeneratedCodes(5, "X-", 8), PromoLimits.NONE, true);

        List<AuditEntry> entries = of(AuditSubject.PROMO_CODE, "Welcome");
        assertThat(entries)
                .extracting(AuditEntry::before)
                .containsExactly(Map.of("rule", "CODES", "active", true, "max_uses", 7L), Map.of("max_uses", 9L), null);
        assertThat(entries)
                .extracting(AuditEntry::after)
                .containsExactly(null, Map.of("max_uses", 7L), Map.of("rule", "CODES", "active", true, "max_uses", 9L));
        assertThat(entries(new AuditFilter(null, AuditSubject.PROMO_CODE, null, null, null)))
                .hasSize(3 + 5);
    }

    @Test
    void anEntryOfACallerIsWrittenInItsTransaction() throws Exception {
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            AuditLog log = ann.within(connection).audit();
            log.record(AuditSubject.API_KEY, "7", null, Map.of("name", "front", "scopes", List.of("carts:read")));
            connection.rollback();
            log.record(AuditSubject.API_KEY, "8", null, Map.of("name", "front", "scopes", List.of("carts:read")));
            log.record(AuditSubject.API_KEY, "8", Map.of("name", "front"), Map.of("name", "front"));
            log.record(AuditSubject.API_KEY, "8", Map.of("name", "front"), null);
            connection.commit();
        }

        List<AuditEntry> entries = entries(new AuditFilter(null, AuditSubject.API_KEY, null, null, null));
        assertThat(entries).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.subjectId()).isEqualTo("8");
            assertThat(entry.actor()).isEqualTo("ann");
        });
        assertThat(entries.get(0))
                .returns(Map.of("name", "front"), AuditEntry::before)
                .returns(null, AuditEntry::after);
        assertThat(entries.get(1))
                .returns(null, AuditEntry::before)
                .returns(Map.of("name", "front", "scopes", List.of("carts:read")), AuditEntry::after);
        assertThatThrownBy(() -> ann.audit().record(AuditSubject.API_KEY, " ", null, Map.of()))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ann.audit().record(AuditSubject.API_KEY, "9", null, null))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void anImportOfAHostThatRollsBackLeavesNothing() throws Exception {
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            ann.within(connection).catalog().importProducts(List.of(imported("a", "10.00", 3)), null);
            connection.rollback();
        }
        assertThat(count()).isZero();
    }

    /** Many entries have one time, and pages neither skip nor repeat any of them. */
    @Test
    void pagesShowEachEntryOnceAndNewestFirst() {
        for (int i = 0; i < 4; i++) {
            ann.catalog().importProducts(List.of(imported("p" + i, "1.00", 6)), null);
            shop.holdfast.as("bob").pricing().add(parsed(rule("R" + i, 10)));
            shop.clock.advance(i % 2 == 0 ? Duration.ZERO : Duration.ofHours(1));
        }
        List<AuditEntry> all = entries(AuditFilter.all());
        assertThat(all).hasSize(4 * 8);
        List<AuditEntry> sorted = new ArrayList<>(all);
        sorted.sort((a, b) -> a.at().equals(b.at()) ? Long.compare(b.id(), a.id()) : b.at().compareTo(a.at()));
        assertThat(all).isEqualTo(sorted);

        for (AuditFilter filter : filters(all)) {
            List<AuditEntry> expected =
                    all.stream().filter(entry -> accepts(filter, entry)).toList();
            List<AuditEntry> paged = new ArrayList<>();
            Page<AuditEntry> page = shop.holdfast.audit().list(filter, PageRequest.first(3));
            paged.addAll(page.items());
            while (page.nextCursor() != null) {
                page = shop.holdfast.audit().list(filter, new PageRequest(3, page.nextCursor()));
                paged.addAll(page.items());
            }
            assertThat(paged).as(filter.toString()).isEqualTo(expected).isNotEmpty();
        }
    }

    @Test
    void whatCannotBeAFilterIsRefused() {
        AuditLog log = shop.holdfast.audit();
        assertThatThrownBy(() -> log.list(new AuditFilter(null, null, "7", null, null), ALL))
                .hasMessageContaining("subject_kind");
        for (String cursor : List.of("", "7", "x.1", "1.x", "-1.2", "1.2.3", "9".repeat(30) + ".1")) {
            assertThatThrownBy(() -> log.list(AuditFilter.all(), new PageRequest(3, cursor)))
                    .as(cursor)
                    .isInstanceOf(InvalidInputException.class);
        }
        assertThat(log.list(AuditFilter.all(), new PageRequest(3, "9".repeat(17) + ".1"))
                        .items())
                .isEmpty();
    }

    @Test
    void aKeyLeavesAnEntryForEachChangeAndNoSecret() {
        IssuedKey issued = ann.apiKeys().create(NewApiKey.secret("storefront", Set.of(Scope.CATALOG_READ)));
        long id = issued.apiKey().id();
        IssuedKey rotated = ann.apiKeys().rotate(id, Duration.ZERO);
        ann.apiKeys().revoke(id);
        ann.apiKeys().revoke(id);

        List<AuditEntry> entries = of(AuditSubject.API_KEY, id);
        assertThat(entries)
                .extracting(AuditEntry::actor, AuditEntry::action)
                .containsExactly(
                        tuple("ann", AuditAction.CHANGED),
                        tuple("ann", AuditAction.CHANGED),
                        tuple("ann", AuditAction.CREATED));
        assertThat(entries.get(0).after()).containsOnlyKeys("revoked_at");
        assertThat(entries.get(1).after())
                .containsExactly(entry("hint", rotated.apiKey().hint()));
        assertThat(entries.get(2).after())
                .containsEntry("name", "storefront")
                .containsEntry("scopes", List.of("catalog:read"));
        assertThat(shop.texts("select coalesce(before::text, '') || coalesce(after::text, '') from #audit_log"))
                .noneMatch(text -> text.contains(issued.secret()) || text.contains(rotated.secret()));
    }

    private static List<AuditFilter> filters(List<AuditEntry> all) {
        Instant middle = all.get(all.size() / 2).at();
        AuditEntry variant = all.stream()
                .filter(entry -> entry.subjectKind() == AuditSubject.VARIANT)
                .findFirst()
                .orElseThrow();
        return List.of(
                AuditFilter.all(),
                AuditFilter.by("bob"),
                AuditFilter.of(AuditSubject.VARIANT, variant.subjectId()),
                new AuditFilter(null, AuditSubject.PRODUCT, null, null, null),
                new AuditFilter("ann", AuditSubject.VARIANT, null, null, middle.plusSeconds(1)),
                new AuditFilter(null, null, null, middle, null),
                new AuditFilter(null, null, null, null, middle.plusNanos(1_000)));
    }

    private static boolean accepts(AuditFilter filter, AuditEntry entry) {
        return (filter.actor() == null || filter.actor().equals(entry.actor()))
                && (filter.subjectKind() == null || filter.subjectKind() == entry.subjectKind())
                && (filter.subjectId() == null || filter.subjectId().equals(entry.subjectId()))
                && (filter.from() == null || !entry.at().isBefore(filter.from()))
                && (filter.to() == null || entry.at().isBefore(filter.to()));
    }

    private void codes(String rule, String code) {
        shop.rule("{'code': '" + rule + "', 'conditions': {'stored_codes': true},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
        shop.holdfast.promoCodes().add(rule, List.of(code), PromoLimits.uses(9), true);
    }

    private static ProductImport imported(String handle, String price, int variants) {
        Function<Integer, VariantImport> variant = i -> new VariantImport(
                handle + "-" + i, Patch.keep(), Patch.set(money(price)), Patch.set(Map.of("size", i)), 5);
        List<VariantImport> all = new ArrayList<>();
        for (int i = 0; i < variants; i++) {
            all.add(variant.apply(i));
        }
        return new ProductImport(handle, Patch.set("Tee"), Patch.set(money(price)), Patch.keep(), Patch.keep(), all);
    }

    private List<AuditEntry> of(AuditSubject subject, Object id) {
        return entries(AuditFilter.of(subject, String.valueOf(id)));
    }

    private List<AuditEntry> entries(AuditFilter filter) {
        return shop.holdfast.audit().list(filter, ALL).items();
    }

    private long count() {
        return shop.count("select count(*) from #audit_log");
    }

    private static String rule(String code, int percent) {
        return "{'code': '" + code + "', 'discount': {'type': 'percent_off', 'percent': " + percent + "}}";
    }

    private static PricingRule parsed(String json) {
        return PricingRuleJson.read(json.replace('\'', '"'), HoldfastBuilder.DEFAULT_CURRENCY);
    }

    private static Money money(String amount) {
        return Money.of(amount, "USD");
    }

    private static Map<String, Object> nullable(Object... namesAndValues) {
        Map<String, Object> members = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(members);
    }
}
