// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * Rows in place of a statement's only {@code %s}, with commas between them: psycopg2's {@code
 * execute_values}.
 *
 * @param rows the arguments of each row
 * @param template gives what a row becomes, with placeholders
 */
public record ValuesPage(List<Arguments> rows, Supplier<String> template) implements Page {
  @Override
  public void merge(String sql, SqlBuffer out, Quoting quoting, AnyLiteral literals) {
    ValuesStatement statement = ValuesStatement.parse(sql);
    QueryTemplate row = QueryTemplate.parse(template.get());
    if (row.sql().isEmpty()) {
      throw new ProgrammingException("can't execute an empty query");
    }
    boolean byPosition = row.names().isEmpty();
    boolean first = true;
    out.charset(quoting.charset());
    out.text(statement.head());
    for (Arguments arguments : rows) {
      if (!first) {
        out.append(',');
      }
      first = false;
      row.merge(byPosition ? positional(arguments) : arguments, out, quoting, literals);
    }
    out.text(statement.tail());
  }

  /** The rows' values, if all are by position and as many; else none. */
  public List<@Nullable Object[]> values() {
    List<@Nullable Object[]> all = new ArrayList<>(rows.size());
    int width = 0;
    for (Arguments row : rows) {
      if (!(positional(row) instanceof PositionalArguments values)
          || (!all.isEmpty() && values.size() != width)) {
        return List.of();
      }
      width = values.size();
      all.add(values.values());
    }
    return all;
  }

  /** A row that is a record is its components: it is no value by itself here. */
  private static Arguments positional(Arguments row) {
    return row instanceof RecordArguments record ? Arguments.positional(record.toArray()) : row;
  }

  /** The template of rows that have as many values as this one: these in parentheses. */
  public static String template(Arguments row) {
    int count;
    if (row instanceof PositionalArguments values) {
      count = values.size();
    } else if (row instanceof RowArguments values) {
      count = values.values().size();
    } else if (row instanceof NamedArguments values) {
      count = values.size();
    } else {
      throw new ParameterException(
          ParameterException.Kind.TYPE,
          "object of type 'NoneType' has no len()",
          "a row without values needs a template");
    }
    return "(" + String.join(",", Collections.nCopies(count, "%s")) + ")";
  }
}
