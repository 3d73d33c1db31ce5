// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * A point of PostGIS.
 *
 * @param srid the system that the coordinates are in; 0 if that is not known
 */
record GeoPoint(double x, double y, int srid) {
  private static final int POINT = 1;
  private static final int HAS_SRID = 0x20000000;

  // region ewkb
  /** A point in PostGIS's text format: EWKB, in hexadecimal, in either byte order. */
  static GeoPoint ofEwkb(String hex) {
    ByteBuffer in = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    in.order(in.get() == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int type = in.getInt();
    if ((type & ~HAS_SRID) != POINT) {
      throw new IllegalArgumentException("not a point of two dimensions: type " + type);
    }
    int srid = (type & HAS_SRID) == 0 ? 0 : in.getInt();
    return new GeoPoint(in.getDouble(), in.getDouble(), srid);
  }

  /** The same, with the lowest byte first. */
  String ewkb() {
    ByteBuffer out = ByteBuffer.allocate(25).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 1).putInt(POINT | HAS_SRID).putInt(srid).putDouble(x).putDouble(y);
    return HexFormat.of().withUpperCase().formatHex(out.array());
  }
  // endregion
}
