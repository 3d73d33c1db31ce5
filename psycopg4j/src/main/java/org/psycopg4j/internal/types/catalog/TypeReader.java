// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import org.psycopg4j.internal.types.Decoder;

/**
 * How to read a type that may be made of others: it becomes a decoder when a result is planned, so
 * that its parts are read by what is registered for them by then, whoever was registered first.
 *
 * <p>It never changes and serves all threads.
 */
@FunctionalInterface
public interface TypeReader {
  /** The decoder for values in text format. */
  Decoder text(Parts parts);

  /** A type whose decoder is always the same. */
  static TypeReader of(Decoder text) {
    return new Fixed(text);
  }

  /** A type that is read by one decoder, whatever else is registered. */
  record Fixed(Decoder decoder) implements TypeReader {
    @Override
    public Decoder text(Parts parts) {
      return decoder;
    }
  }

  /** The decoders of other types, for a type at some depth of a type. */
  final class Parts {
    private static final int DEEPEST = 100; // no type contains itself, but for a lying server's

    private final Decoders types;
    private final int depth;

    Parts(Decoders types, int depth) {
      this.types = types;
      this.depth = depth;
    }

    /** The decoder of a part's type for values in text format. */
    public Decoder text(int oid) {
      return depth == DEEPEST ? Decoders.AS_TEXT : types.text(oid, depth + 1);
    }
  }
}
