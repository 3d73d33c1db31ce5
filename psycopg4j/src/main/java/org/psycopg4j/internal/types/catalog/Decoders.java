// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import java.util.HashMap;
import java.util.Map;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.text.StringText;

/**
 * Which decoder reads a type's values in text format; a type without one is read as text.
 *
 * <p>It never changes and serves all threads; {@link #with} makes another. A result asks once for
 * each column.
 */
public final class Decoders {
  private static final Decoders DEFAULTS = new Decoders(DefaultDecoders.byOid());
  private static final Decoder TEXT = new StringText("text");

  private final Map<Integer, Decoder> byOid;

  private Decoders(Map<Integer, Decoder> byOid) {
    this.byOid = byOid;
  }

  /** The decoders of the built-in types. */
  public static Decoders defaults() {
    return DEFAULTS;
  }

  /** These decoders and one more, in place of the one that the type has here. */
  public Decoders with(int oid, Decoder decoder) {
    Map<Integer, Decoder> more = new HashMap<>(byOid);
    more.put(oid, decoder);
    return new Decoders(more);
  }

  /** The decoder of a type. */
  public Decoder text(int oid) {
    return byOid.getOrDefault(oid, TEXT);
  }
}
