// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.RowDescription;

/**
 * The face's rows for the rooms above it, of values that did not come as a query's result: as for
 * {@link Dialogues}, the face says how they are made.
 *
 * @param <R> a row
 * @param <C> a column
 */
public interface RowLayout<R, C> {
  /** The columns. */
  List<C> columns();

  /** A row of values that are laid out like a DataRow message's body, which is not copied. */
  R row(byte[] body);

  /** How the face makes layouts. */
  final class Source {
    private static volatile @Nullable Maker maker;

    private Source() {}

    /** The face says how it makes a layout for a registry of its. */
    public static void madeBy(Maker how) {
      maker = how;
    }

    /** The layout of rows that are read by what is registered there. */
    public static RowLayout<?, ?> of(Object registry, RowDescription columns, Decoding decoding) {
      Maker how = maker;
      if (how == null) {
        throw new IllegalArgumentException("not a registry of types: " + registry);
      }
      return how.make(registry, columns, decoding);
    }
  }

  /** Makes a layout for a registry, some columns and the settings that their values are in. */
  @FunctionalInterface
  interface Maker {
    RowLayout<?, ?> make(Object registry, RowDescription columns, Decoding decoding);
  }
}
