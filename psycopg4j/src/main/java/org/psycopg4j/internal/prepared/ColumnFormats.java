// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.wire.RowDescription;

/**
 * In which format the columns of a result are asked for: binary where its values come out equal to
 * those of the text.
 */
final class ColumnFormats {
  private static final int BINARY = 1;
  private static final int FIRST_NORMAL = 16_384; // manual: "System Catalog Initial Data"

  private final Decoders types;
  private final Decoding decoding;
  private final boolean exactTexts;
  private final RowDescription columns;

  ColumnFormats(RowDescription described, Decoders types, Decoding decoding, boolean exactTexts) {
    this.types = types;
    this.decoding = decoding;
    this.exactTexts = exactTexts;
    int[] formats = new int[described.size()];
    for (int i = 0; i < formats.length; i++) {
      int oid = described.typeOids()[i];
      if ((exactTexts || !isSet(oid)) && isReadAlike(oid) && types.binary(oid, decoding) != null) {
        formats[i] = BINARY;
      }
    }
    this.columns = described.withFormats(formats);
  }

  @SuppressWarnings("ReferenceEquality") // what is registered is the very same until it changes
  boolean isFor(Decoders others, Decoding settings, boolean floats) {
    return types == others && exactTexts == floats && decoding.equals(settings);
  }

  RowDescription columns() {
    return columns;
  }

  /* The offset of a timestamptz is the server's in text and Java's in binary: the same where there
  are no rules to know. */
  private boolean isReadAlike(int oid) {
    return switch (oid) {
      case Oid.TIMESTAMPTZ,
          Oid.TIMESTAMPTZ_ARRAY,
          Oid.TSTZRANGE,
          Oid.TSTZRANGE_ARRAY,
          Oid.TSTZMULTIRANGE,
          Oid.TSTZMULTIRANGE_ARRAY ->
          decoding.zone().isFixed();
      default -> !isUsersOwn(oid) || decoding.zone().isFixed();
    };
  }

  /** Whether a column's text depends on extra_float_digits or bytea_output. */
  static boolean dependsOnSettings(RowDescription columns) {
    for (int oid : columns.typeOids()) {
      if (isSet(oid)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSet(int oid) {
    return switch (oid) {
      case Oid.FLOAT4,
          Oid.FLOAT8,
          Oid.FLOAT4_ARRAY,
          Oid.FLOAT8_ARRAY,
          Oid.POINT,
          Oid.POINT_ARRAY,
          Oid.LSEG,
          Oid.LSEG_ARRAY,
          Oid.PATH,
          Oid.PATH_ARRAY,
          Oid.BOX,
          Oid.BOX_ARRAY,
          Oid.POLYGON,
          Oid.POLYGON_ARRAY,
          Oid.LINE,
          Oid.LINE_ARRAY,
          Oid.CIRCLE,
          Oid.CIRCLE_ARRAY,
          Oid.BYTEA,
          Oid.BYTEA_ARRAY ->
          true;
      default -> isUsersOwn(oid);
    };
  }

  /** Whether it is not one of the server's own types: it may be made of any. */
  private static boolean isUsersOwn(int oid) {
    return Integer.compareUnsigned(oid, FIRST_NORMAL) >= 0;
  }
}
