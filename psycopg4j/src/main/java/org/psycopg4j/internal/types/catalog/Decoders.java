// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.text.StringText;

/**
 * Which decoder reads a type's values in text format; a type without one is read as text.
 *
 * <p>It never changes and serves all threads; {@link #with} makes another, which asks this one for
 * what it lacks. A result asks once for each column.
 */
public final class Decoders {
  private static final Decoders DEFAULTS = new Decoders(null, DefaultDecoders.byOid());
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

  /** The decoder of a type. */
  public Decoder text(int oid) {
    Decoder known = known(oid);
    return known == null ? TEXT : known;
  }

  /** The decoder of a type, or null if it has none of its own. */
  public @Nullable Decoder known(int oid) {
    Decoder own = byOid.get(oid);
    return own != null || others == null ? own : others.known(oid);
  }
}
