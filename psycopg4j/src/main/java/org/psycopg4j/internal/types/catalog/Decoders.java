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
  private static final Decoders DEFAULTS = new Decoders(null, DefaultDecoders.ALL.text());
  private static final Decoder TEXT = new StringText("text");

  private final @Nullable Decoders others;
  private final Map<Integer, Decoder> byOid;

  private Decoders(@Nullable Decoders others, Map<Integer, Decoder> byOid) {
    this.others = others;
    this.byOid = byOid;
  }

  /** The decoders of the built-in types. */
  public static Decoders defaults() {
    return DEFAULTS;
  }

  /** These decoders and one more, in place of the one that the type has here. */
  public Decoders with(int oid, Decoder decoder) {
    return with(Map.of(oid, decoder));
  }

  /** These decoders and more, in place of those that the types have here. */
  public Decoders with(Map<Integer, Decoder> more) {
    return new Decoders(this, new HashMap<>(more));
  }

  /** The decoder of a type's text format. */
  public Decoder text(int oid) {
    Decoder known = known(oid);
    return known == null ? TEXT : known;
  }

  /**
   * The decoder of a type's binary format, or null if it is to be read in text format: nothing else
   * would be equal under the session's settings, or it is read by a decoder that was put in place
   * of its own.
   */
  public @Nullable Decoder binary(int oid, Decoding settings) {
    if (others != null) {
      return byOid.containsKey(oid) ? null : others.binary(oid, settings);
    }
    Decoder known = DefaultDecoders.ALL.binary().get(oid);
    return known != null && known.reads(settings) ? known : null;
  }

  /** The decoder of a type's text format, or null if it has none of its own. */
  public @Nullable Decoder known(int oid) {
    Decoder own = byOid.get(oid);
    return own != null || others == null ? own : others.known(oid);
  }
}
