// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.text.StringText;

/**
 * Which decoder reads a type's values: in text format all types have one, those without one of
 * their own are read as text; in binary format those whose values come out equal.
 *
 * <p>It never changes and serves all threads; {@link #with} makes another, which asks this one for
 * what it lacks. A result asks once for each column.
 */
public final class Decoders {
  static final Decoder AS_TEXT = new StringText("text");

  private static final Decoders DEFAULTS = new Decoders(null, builtIn());

  private final @Nullable Decoders others;
  private final Map<Integer, TypeReader> byOid;

  private Decoders(@Nullable Decoders others, Map<Integer, TypeReader> byOid) {
    this.others = others;
    this.byOid = byOid;
  }

  private static Map<Integer, TypeReader> builtIn() {
    Map<Integer, Decoder> binary = DefaultDecoders.ALL.binary();
    Map<Integer, TypeReader> readers = new HashMap<>();
    DefaultDecoders.ALL
        .text()
        .forEach((oid, text) -> readers.put(oid, TypeReader.of(text, binary.get(oid))));
    return readers;
  }

  /** The decoders of the built-in types. */
  public static Decoders defaults() {
    return DEFAULTS;
  }

  /** These decoders and one more, in place of the one that the type has here. */
  public Decoders with(int oid, Decoder decoder) {
    return with(Map.of(oid, TypeReader.of(decoder)));
  }

  /** These decoders and more, in place of those that the types have here. */
  public Decoders with(Map<Integer, TypeReader> more) {
    return new Decoders(this, Map.copyOf(more));
  }

  /** The decoder of a type's text format. */
  public Decoder text(int oid) {
    return text(oid, 0);
  }

  Decoder text(int oid, int depth) {
    TypeReader known = reader(oid);
    if (known instanceof TypeReader.Fixed fixed) {
      return fixed.decoder();
    }
    return known == null ? AS_TEXT : known.text(new TypeReader.Parts(this, depth));
  }

  /**
   * The decoder of a type's binary format, or null if it is to be read in text format: nothing else
   * would be equal under the session's settings, or it is read by a decoder that was put in place
   * of its own.
   */
  public @Nullable Decoder binary(int oid, Decoding settings) {
    return binary(oid, settings, 0);
  }

  @Nullable Decoder binary(int oid, Decoding settings, int depth) {
    TypeReader known = reader(oid);
    Decoder decoder =
        known == null ? null : known.binary(new TypeReader.Parts(this, depth), settings);
    return decoder != null && decoder.reads(settings) ? decoder : null;
  }

  /** The decoder of a type's text format, or null if it has none of its own. */
  public @Nullable Decoder known(int oid) {
    return isKnown(oid) ? text(oid) : null;
  }

  /** Whether a type has a decoder of its own. */
  public boolean isKnown(int oid) {
    return reader(oid) != null;
  }

  private @Nullable TypeReader reader(int oid) {
    TypeReader own = byOid.get(oid);
    return own != null || others == null ? own : others.reader(oid);
  }
}
