// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.copy.CopyOptions;
import org.psycopg4j.errors.PsycopgException;

/** copyFrom and copyTo do what psycopg2's copy_from and copy_to did (copies.py). */
class CopiesTest {
  @Test
  void copiesAreAsInPsycopg2() {
    List<String> vectors = Program.lines("copies.tsv");
    assertThat(vectors).hasSizeGreaterThan(400);
    List<String> differences = new ArrayList<>();
    try (Connection conn = Oracle.connect()) {
      Cursor<Row> cur = conn.cursor();
      cur.execute("CREATE TEMP TABLE c (a int UNIQUE, b text)");
      conn.commit();
      for (String vector : vectors) {
        String[] fields = vector.split("\t", -1);
        List<String> wanted = List.of(fields).subList(5, fields.length);
        List<String> got = replay(conn, cur, fields);
        if (!got.equals(wanted)) {
          differences.add(vector + "\n     but " + got);
        }
        conn.rollback();
      }
    }
    assertThat(differences).isEmpty();
  }

  private static List<String> replay(Connection conn, Cursor<Row> cur, String[] fields) {
    CopyOptions options = CopyOptions.defaults();
    String sep = string(fields[1]);
    String nullText = string(fields[2]);
    options = sep == null ? options : CopyOptions.sep(sep);
    options = nullText == null ? options : options.nullAs(nullText);
    if (!fields[3].equals("null")) {
      String list = fields[3].substring(1, fields[3].length() - 1);
      List<String> columns = new ArrayList<>();
      for (String column : list.split(", ", -1)) {
        columns.add(string(column));
      }
      options = options.columns(columns);
    }
    StringWriter out = new StringWriter();
    String error = "-";
    String message = "";
    boolean from = fields[0].equals("\"from\"");
    try {
      cur.copyFrom(
          new StringReader(String.valueOf(string(fields[4]))),
          "c",
          from ? options : CopyOptions.defaults());
      if (!from) {
        cur.copyTo(out, "c", options);
      }
    } catch (PsycopgException e) {
      error = e.getClass().getSimpleName();
      message = e.getMessage();
    }
    String query = new String(cur.query(), StandardCharsets.UTF_8);
    long rowCount = cur.rowCount();
    int status = conn.getTransactionStatus().code();
    if (from && status == 2) {
      cur.copyTo(out, "c");
    }
    return List.of(
        json(query),
        json(error),
        json(message),
        Long.toString(rowCount),
        Integer.toString(status),
        json(out.toString()));
  }

  private static @Nullable String string(String json) {
    if (json.equals("null")) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < json.length() - 1; i++) {
      char c = json.charAt(i);
      if (c == '\\') {
        c = json.charAt(++i);
        switch (c) {
          case 'n' -> c = '\n';
          case 't' -> c = '\t';
          case 'r' -> c = '\r';
          case 'u' -> {
            c = (char) Integer.parseInt(json, i + 1, i + 5, 16);
            i += 4;
          }
          default -> {}
        }
      }
      text.append(c);
    }
    return text.toString();
  }

  private static String json(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> json.append("\\n");
        case '\t' -> json.append("\\t");
        case '\r' -> json.append("\\r");
        case '"', '\\' -> json.append('\\').append(c);
        default -> json.append(c < 0x7f ? String.valueOf(c) : "\\u%04x".formatted((int) c));
      }
    }
    return json.append('"').toString();
  }
}
