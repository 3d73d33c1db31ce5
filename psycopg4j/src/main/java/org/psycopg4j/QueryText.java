// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.query.Page;
import org.psycopg4j.internal.query.QueryTemplate;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.types.Tuple;

/**
 * Merges arguments into statements for one cursor, and remembers the statement it saw last: a loop
 * that executes one statement again and again looks for its placeholders once.
 */
final class QueryText {
  private final SqlBuffer buffer = new SqlBuffer(StandardCharsets.UTF_8);
  private @Nullable QueryTemplate last;
  private byte @Nullable [] plain; // the last statement without arguments, as it was sent
  private @Nullable Charset plainCharset;

  byte[] merge(String sql, Arguments arguments, Quoting quoting, AnyLiteral literals) {
    if (arguments instanceof Page page) {
      buffer.reset();
      page.merge(sql, buffer, quoting, literals);
      return withoutNul(buffer.toByteArray());
    }
    QueryTemplate template = last;
    if (template == null || !template.sql().equals(sql)) {
      template = QueryTemplate.parse(sql);
      last = template;
      plain = null;
    }
    if (arguments == Arguments.none()) {
      return plain(template, quoting, literals);
    }
    buffer.reset();
    template.merge(arguments, buffer, quoting, literals);
    return withoutNul(buffer.toByteArray());
  }

  /** Gives the memory of the last statement back. */
  void forget() {
    buffer.reset();
    last = null;
    plain = null;
  }

  private byte[] plain(QueryTemplate template, Quoting quoting, AnyLiteral literals) {
    byte[] bytes = plain;
    if (bytes == null || !quoting.charset().equals(plainCharset)) {
      buffer.reset();
      template.merge(Arguments.none(), buffer, quoting, literals);
      bytes = withoutNul(buffer.toByteArray());
      plain = bytes;
      plainCharset = quoting.charset();
    }
    return bytes;
  }

  /** A NUL would end the statement in the middle of its message, for the server. */
  private static byte[] withoutNul(byte[] sql) {
    for (byte b : sql) {
      if (b == 0) {
        throw new ParameterException(
            ParameterException.Kind.VALUE, "A statement cannot contain NUL (0x00) characters.");
      }
    }
    return sql;
  }

  /** One set of arguments of executeMany. */
  @SuppressWarnings("unchecked") // a Map whose keys are no strings has no placeholder's name
  static Arguments argumentSet(@Nullable Object argumentSet) {
    if (argumentSet instanceof Map<?, ?> map) {
      return Arguments.named((Map<String, ? extends @Nullable Object>) map);
    } else if (argumentSet instanceof Record record) {
      return Arguments.set(record);
    } else if (argumentSet instanceof List<?> list) {
      return Arguments.positional(list.toArray());
    } else if (argumentSet instanceof Tuple tuple) {
      return Arguments.positional(tuple.asList().toArray());
    } else if (argumentSet instanceof Row row) {
      return Arguments.positional(row.toList().toArray());
    } else if (argumentSet instanceof NamedTuple tuple) {
      return Arguments.positional(tuple.toList().toArray());
    } else if (argumentSet instanceof DictRow row) {
      return Arguments.of(row.toList(), row.toMap());
    } else if (argumentSet instanceof Object[] array) {
      return Arguments.positional(array);
    }
    String type = argumentSet == null ? "null" : argumentSet.getClass().getName();
    throw new ParameterException(
        ParameterException.Kind.TYPE,
        "'%s' object does not support indexing".formatted(type),
        "a set of arguments is an array, a List, a Tuple, a Row, a Map or a record");
  }
}
