package dev.holdfast.cli.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.PageRequest;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.cli.Console;
import dev.holdfast.inventory.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Base of tests that import and export files of products. */
abstract class ProductFiles {
    static final String SHOPIFY = """
            Handle,Title,Body (HTML),Vendor,Product Category,Type,Option1 Name,Option1 Value,Option2 Name,Option2 Value,\
            Variant SKU,Variant Inventory Qty,Variant Price,Image Src
            basic-tee,Basic Tee,"<p>Plain,
            heavy cotton.</p>",ACME,Apparel & Accessories > Clothing > Shirts,,Color,red,Size,M,TS-RED-M,100,19.90,a.jpg
            basic-tee,,,,,,,red,,XL,,5,22.90,
            basic-tee,,,,,,,,,,,,,b.jpg
            mug,Mug,,ACME,,Kitchen / Cups,Title,Default Title,,,,7,12.50,
            """;

    static final String OWN = """
            handle,name,base_price,sku,price,stock_quantity,attributes
            tee,Tee,19.90,TEE-M,,10,"{""size"": ""M"", ""weight_g"": 150, ""organic"": true}"
            tee,Tee,19.90,TEE-XL,22.90,5,"{""size"": ""XL""}"
            card,Gift card,50,,,,
            """;

    @TempDir
    Path directory;

    Console console = new Console(Path.of("."));

    @BeforeEach
    void ownDirectory() {
        console = new Console(directory);
    }

    final void file(String text) throws IOException {
        Files.writeString(directory.resolve("products.csv"), text);
    }

    final String export(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "export";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return console.done(arguments);
    }

    final Variant variant(String sku) {
        return console.shop()
                .catalog()
                .variants(new VariantFilter(null, sku, null), PageRequest.first())
                .items()
                .get(0);
    }

    final Product product(String handle) {
        return console.shop()
                .catalog()
                .products(new ProductFilter(handle, null, null), PageRequest.first())
                .items()
                .get(0);
    }

    final List<LedgerEntry> ledger(Variant variant) {
        return console.shop()
                .inventory()
                .movements(variant.id(), PageRequest.first())
                .items();
    }

    final void assertEmptyShop() {
        assertThat(console.lines("products", "list", "-o", "csv")).hasSize(1);
        assertThat(console.lines("variants", "list", "-o", "csv")).hasSize(1);
    }
}
