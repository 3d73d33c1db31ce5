// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.io.IOException;
import java.io.InputStream;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.catalog.Literals;
import org.psycopg4j.types.Scope;

/**
 * Writes the values of one statement, wherever in them an InputStream is: as bytea, what is left in
 * it. It is read once, though the statement may be written again, and left open. Belongs to one
 * execution.
 */
final class StatementLiterals implements AnyLiteral {
  private final Literals literals;
  private final @Nullable Scope connection;
  private @Nullable IdentityHashMap<InputStream, byte[]> read;

  StatementLiterals(Literals literals, @Nullable Scope connection) {
    this.literals = literals;
    this.connection = connection;
  }

  @Override
  public void write(@Nullable Object value, SqlBuffer out, Quoting quoting) {
    if (value instanceof InputStream stream && literals.literal(stream.getClass()) == null) {
      literals.write(bytes(stream), out, quoting, this);
    } else {
      literals.write(value, out, quoting, this);
    }
  }

  @Override
  public @Nullable Scope scope() {
    return connection;
  }

  private byte[] bytes(InputStream stream) {
    IdentityHashMap<InputStream, byte[]> known = read;
    if (known == null) {
      known = new IdentityHashMap<>();
      read = known;
    }
    byte[] bytes = known.get(stream);
    if (bytes == null) {
      try {
        bytes = stream.readAllBytes();
      } catch (IOException e) {
        throw new DataException("an InputStream that is a parameter could not be read", e);
      }
      known.put(stream, bytes);
    }
    return bytes;
  }
}
