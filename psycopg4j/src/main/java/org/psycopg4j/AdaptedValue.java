// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.types.Adapter;
import org.psycopg4j.types.Scope;

/** A value on its way into SQL, without a connection until one is told. */
final class AdaptedValue implements Adapter {
  private final Object value;
  private @Nullable Scope connection;

  AdaptedValue(Object value) {
    this.value = value;
  }

  @Override
  public void prepare(Scope context) {
    connection = context;
  }

  @Override
  public String getQuoted() {
    if (connection != null) {
      return connection.quote(value);
    }
    SqlBuffer out = new SqlBuffer(StandardCharsets.ISO_8859_1);
    TypeRegistry.global().current().adaptation().write(value, out, Quoting.DISCONNECTED);
    return new String(out.toByteArray(), StandardCharsets.ISO_8859_1);
  }
}
