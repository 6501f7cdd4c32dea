package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.testing.TestShop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists as streams. */
class PageStreamTest {
    private final TestShop shop = new TestShop();
    private final List<PageRequest> read = new ArrayList<>();

    private Page<Variant> variants(PageRequest page) {
        read.add(page);
        return shop.holdfast.catalog().variants(VariantFilter.all(), page);
    }

    @Test
    void allPagesAreReadAndNoneBeforeItIsWanted() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.add(shop.variant(1).id());
        }

        assertThat(Page.stream(PageRequest.first(3), this::variants).map(Variant::id))
                .containsExactlyElementsOf(ids);
        assertThat(read).extracting(PageRequest::limit).containsExactly(3, 3, 3);
        read.clear();
        assertThat(Page.stream(PageRequest.first(3), this::variants).limit(2)).hasSize(2);
        assertThat(read).hasSize(1);
    }

    @Test
    void anEmptyListIsAnEmptyStream() {
        assertThat(Page.stream(PageRequest.first(), this::variants)).isEmpty();
    }
}
