// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.Map;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.types.Tuple;

/**
 * Rows as values, as psycopg2 writes them: those that are tuples there are values in parentheses,
 * which a composite value that was read can be sent back as; DictRow is a list there, an array.
 */
enum RowLiteral implements Literal {
  ROW {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      any.write(Tuple.copyOf(((Row) value).toList()), out, quoting);
    }
  },
  NAMED_TUPLE {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      any.write(Tuple.copyOf(((NamedTuple) value).toList()), out, quoting);
    }
  },
  DICT_ROW {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      any.write(((DictRow) value).toList(), out, quoting);
    }
  };

  /** The writers of all rows by their classes. */
  static final Map<Class<?>, Literal> BY_CLASS =
      Map.of(Row.class, ROW, NamedTuple.class, NAMED_TUPLE, DictRow.class, DICT_ROW);
}
