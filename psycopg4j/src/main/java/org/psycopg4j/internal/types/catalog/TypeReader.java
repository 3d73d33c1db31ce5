// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/**
 * How to read a type that may be made of others: it becomes a decoder when a result is planned, so
 * that its parts are read by what is registered for them by then, whoever was registered first.
 *
 * <p>It never changes and serves all threads.
 */
public interface TypeReader {
  /** The decoder for values in text format. */
  Decoder text(Parts parts);

  /** The decoder for values in binary format, or null if they have to be asked for as text. */
  default @Nullable Decoder binary(Parts parts, Decoding settings) {
    return null;
  }

  /** A type that is read as text format has it alone, by a decoder that is always the same. */
  static TypeReader of(Decoder text) {
    return new Fixed(text, null);
  }

  /** A type whose decoders are always the same. */
  static TypeReader of(Decoder text, @Nullable Decoder binary) {
    return new Fixed(text, binary);
  }

  /** A type that is read by the same decoders, whatever else is registered. */
  record Fixed(Decoder decoder, @Nullable Decoder binaryDecoder) implements TypeReader {
    @Override
    public Decoder text(Parts parts) {
      return decoder;
    }

    @Override
    public @Nullable Decoder binary(Parts parts, Decoding settings) {
      return binaryDecoder;
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

    /** The decoder of a part's type for values in binary format, or null if there is none. */
    public @Nullable Decoder binary(int oid, Decoding settings) {
      return depth == DEEPEST ? null : types.binary(oid, settings, depth + 1);
    }
  }
}
