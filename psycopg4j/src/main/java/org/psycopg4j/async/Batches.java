// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Cursor;
import org.psycopg4j.Query;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.session.Dialogues;

/** One statement for many sets of arguments. */
final class Batches {
  private static final int PAGE = 100;

  private Batches() {}

  private static Statement one(String sql, @Nullable Object set) {
    if (set instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // a key that is no String fits no placeholder
      Map<String, ? extends @Nullable Object> named = (Map<String, ? extends @Nullable Object>) map;
      return Statement.of(sql, named);
    } else if (set instanceof Record arguments) {
      return Statement.of(sql, arguments);
    } else if (set instanceof Object[] arguments) {
      return Statement.of(sql, arguments);
    } else if (set instanceof List<?> arguments) {
      return Statement.of(sql, arguments.toArray());
    } else if (set == null) {
      return Statement.of(sql);
    }
    throw new ProgrammingException(
        "wanted an array, a List, a Map or a record as arguments, got " + set.getClass().getName());
  }

  static Iterator<Statement> oneByOne(String sql, Iterator<?> sets) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return sets.hasNext();
      }

      @Override
      public Statement next() {
        return one(sql, sets.next());
      }
    };
  }

  static Iterator<Statement> inPages(String sql, Iterator<?> sets) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return sets.hasNext();
      }

      @Override
      public Statement next() {
        List<Statement> page = new ArrayList<>();
        while (page.size() < PAGE && sets.hasNext()) {
          page.add(one(sql, sets.next()));
        }
        return together(page);
      }
    };
  }

  private static Statement together(List<Statement> page) {
    Query query = cursor -> text((Cursor<?>) cursor, page);
    return Statement.of(query);
  }

  private static String text(Cursor<?> cursor, List<Statement> page) {
    Charset charset = Dialogues.of(cursor.connection()).dialect().quoting().charset();
    StringBuilder text = new StringBuilder();
    for (Statement statement : page) {
      text.append(text.length() == 0 ? "" : ";");
      text.append(new String(statement.merge().apply(cursor), charset));
    }
    return text.toString();
  }
}
