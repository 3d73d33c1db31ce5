// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.SqlBuffer;

/** NULL: null, an Optional of nothing, a Binary of null. It takes its type from where it stands. */
final class NullForm extends ParameterForm {
  static final NullForm INSTANCE = new NullForm();

  private NullForm() {}

  @Override
  public int oid() {
    return 0;
  }

  @Override
  public String cast() {
    return "";
  }

  /** NULL has no text, so how a type's text is read does not matter; what domains check does. */
  @Override
  public boolean accepts(int resolvedOid) {
    return resolvedOid == Oid.INTERVAL
        || resolvedOid == Oid.INTERVAL_ARRAY
        || UnknownTypes.accept(resolvedOid);
  }

  @Override
  public boolean isNull() {
    return true;
  }

  @Override
  public int format(int resolvedOid) {
    return TEXT;
  }

  @Override
  boolean body(Object plain, SqlBuffer out) {
    return false;
  }
}
