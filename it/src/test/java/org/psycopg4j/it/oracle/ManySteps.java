// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.ValuesOptions;

/** Steps that execute a statement with many rows: execute_values and execute_batch. */
final class ManySteps {
  private ManySteps() {}

  static String run(Cursor<Row> cur, Call call) {
    Iterable<?> rows = (Iterable<?>) call.argument(1);
    int pageSize = (Integer) call.named().get("page_size");
    if (call.name().equals("execute_batch")) {
      return CursorSteps.done(() -> cur.executeBatch(call.text(0), rows, pageSize));
    }
    String template = (String) call.named().get("template");
    ValuesOptions options =
        template == null ? ValuesOptions.defaults() : ValuesOptions.template(template);
    cur.executeValues(call.text(0), rows, options.pageSize(pageSize));
    return Boolean.TRUE.equals(call.named().get("fetch")) ? Values.show(cur.fetchAll()) : "None";
  }
}
