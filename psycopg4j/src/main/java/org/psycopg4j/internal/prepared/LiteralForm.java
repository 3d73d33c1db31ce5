// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.nio.charset.StandardCharsets;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.types.IntervalStyle;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.catalog.Literals;

/**
 * Values that are bound as the text that stands in quotes in their literals, which has neither
 * quotes nor backslashes: {@code 10.0.0.1} of {@code '10.0.0.1'::inet}.
 */
final class LiteralForm extends ParameterForm {
  /* With IntervalStyle sql_standard the literal has a sign more, which the other styles read as
  well (PostgreSQL manual, "Interval Input"). */
  static final Quoting READ_ALIKE =
      Quoting.connected(StandardCharsets.UTF_8, true, 0, IntervalStyle.SQL_STANDARD);

  static final LiteralForm INTERVAL = new LiteralForm(Oid.INTERVAL, "::interval");
  static final LiteralForm INET = new LiteralForm(Oid.INET, "::inet");
  static final LiteralForm CIDR = new LiteralForm(Oid.CIDR, "::cidr");

  /** Lists without an element that has a type: {@code '{}'}, {@code '{NULL}'}. */
  static final LiteralForm UNTYPED_LIST = new LiteralForm(0, "");

  private final int oid;
  private final String cast;

  private LiteralForm(int oid, String cast) {
    this.oid = oid;
    this.cast = cast;
  }

  @Override
  public int oid() {
    return oid;
  }

  @Override
  public String cast() {
    return cast;
  }

  @Override
  public boolean accepts(int resolvedOid) {
    return oid != 0
        ? resolvedOid == oid
        : resolvedOid == Oid.INTERVAL_ARRAY || UnknownTypes.accept(resolvedOid);
  }

  @Override
  public boolean isList() {
    return oid == 0;
  }

  @Override
  public int format(int resolvedOid) {
    return TEXT;
  }

  @Override
  boolean body(Object plain, SqlBuffer out) {
    int at = out.size();
    try {
      Literals.defaults().write(plain, out, READ_ALIKE);
    } catch (ParameterException e) { // which the literal raises again
      return false;
    }
    int length = out.size() - at - 2 - cast.length();
    System.arraycopy(out.array(), at + 1, out.array(), at, length);
    out.truncate(at + length);
    return true;
  }
}
