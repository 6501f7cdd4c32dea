package dev.holdfast.planted.catalog;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Shows it in the argument of a type. */
public interface ShowsListOfHandles {
    List<Handle> handles();
}
