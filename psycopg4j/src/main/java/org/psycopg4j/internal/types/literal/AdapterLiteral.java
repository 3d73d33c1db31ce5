// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.util.function.Function;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.types.Adapter;
import org.psycopg4j.types.Scope;
import org.psycopg4j.types.SqlAdaptable;

/** What an adapter makes of a value, once it knows the connection. */
public final class AdapterLiteral implements Literal {
  /** Adapters as parameters. */
  public static final Literal ITSELF = new AdapterLiteral(value -> (Adapter) value);

  /** Values that bring their adapter along. */
  public static final Literal OF_VALUE =
      new AdapterLiteral(value -> ((SqlAdaptable) value).adapted());

  private final Function<Object, ? extends Adapter> adapt;

  public AdapterLiteral(Function<Object, ? extends Adapter> adapt) {
    this.adapt = adapt;
  }

  @Override
  public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    Adapter adapter = adapt.apply(value);
    Scope connection = any.scope();
    if (connection != null && quoting.connected()) {
      adapter.prepare(connection);
    }
    out.text(adapter.getQuoted());
  }
}
