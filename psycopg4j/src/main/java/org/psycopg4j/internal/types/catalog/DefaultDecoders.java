// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import java.util.HashMap;
import java.util.Map;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.text.BoolText;
import org.psycopg4j.internal.types.text.ByteaText;
import org.psycopg4j.internal.types.text.IntegerText;
import org.psycopg4j.internal.types.text.LongText;
import org.psycopg4j.internal.types.text.UuidText;

/** The decoders of the built-in types. */
final class DefaultDecoders {
  private final Map<Integer, Decoder> byOid = new HashMap<>();

  private DefaultDecoders() {}

  static Map<Integer, Decoder> byOid() {
    DefaultDecoders all = new DefaultDecoders();
    all.byOid.put(Oid.BOOL, new BoolText());
    all.byOid.put(Oid.INT2, IntegerText.int2());
    all.byOid.put(Oid.INT4, IntegerText.int4());
    all.byOid.put(Oid.INT8, LongText.int8());
    all.byOid.put(Oid.OID, LongText.oid());
    all.byOid.put(Oid.BYTEA, new ByteaText());
    all.byOid.put(Oid.UUID, new UuidText());
    return all.byOid;
  }
}
