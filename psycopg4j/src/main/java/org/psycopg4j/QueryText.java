// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.query.QueryTemplate;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.catalog.Literals;

/**
 * Merges arguments into statements for one cursor, and remembers the statement it saw last: a loop
 * that executes one statement again and again looks for its placeholders once.
 */
final class QueryText {
  private final SqlBuffer buffer = new SqlBuffer(StandardCharsets.UTF_8);
  private @Nullable QueryTemplate last;

  byte[] merge(String sql, Arguments arguments, Quoting quoting) {
    QueryTemplate template = last;
    if (template == null || !template.sql().equals(sql)) {
      template = QueryTemplate.parse(sql);
      last = template;
    }
    buffer.reset();
    template.merge(arguments, buffer, quoting, Literals.defaults());
    return buffer.toByteArray();
  }

  /** One set of arguments of executeMany. */
  @SuppressWarnings("unchecked") // a Map whose keys are no strings has no placeholder's name
  static Arguments arguments(@Nullable Object argumentSet) {
    if (argumentSet instanceof Map<?, ?> map) {
      return Arguments.named((Map<String, ? extends @Nullable Object>) map);
    } else if (argumentSet instanceof Record record) {
      return Arguments.named(record);
    } else if (argumentSet instanceof List<?> list) {
      return Arguments.positional(list.toArray());
    } else if (argumentSet instanceof Object[] array) {
      return Arguments.positional(array);
    }
    String type = argumentSet == null ? "null" : argumentSet.getClass().getName();
    throw new ParameterException(
        ParameterException.Kind.TYPE,
        "'%s' object does not support indexing".formatted(type),
        "a set of arguments is an array, a List, a Map or a record");
  }
}
