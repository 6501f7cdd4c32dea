/** A shop on the module path. */
module shop {
    requires com.zaxxer.hikari;
    requires dev.holdfast.core;
    requires dev.holdfast.migrations;
}
