// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.psycopg4j.Connection;
import org.psycopg4j.Copy;
import org.psycopg4j.CopyWriter;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.RowFactory;
import org.psycopg4j.copy.CopyOptions;

/** Files, and rows of values, go into tables and out of them by COPY, the fastest way there is. */
final class CopyCommand {
  private static final int MANY = 200_000;

  /** A temporary table of the connection's own, before the other one of this name. */
  private static final String CREATE =
      "CREATE TEMP TABLE users (id serial PRIMARY KEY, name varchar(100), age integer)";

  private CopyCommand() {}

  // region record
  /** A row on its way in or out. */
  record Person(String name, Integer age) {}

  // endregion

  static void run(String dsn) throws IOException {
    Path directory = Files.createTempDirectory("guide");
    Path data = directory.resolve("data.csv");
    Path output = directory.resolve("users.txt");
    Path large = directory.resolve("large.csv");
    try (InputStream resource = CopyCommand.class.getResourceAsStream("data.csv");
        Connection conn = Psycopg.connect(dsn);
        Cursor<Row> cur = conn.cursor()) {
      Files.copy(resource, data);
      cur.execute(CREATE);
      files(conn, cur, data, output);
      inTheServersWords(cur, output);
      values(cur);
      toAnotherDatabase(conn, dsn);
      writeMany(large);
      withAProgressBar(conn, cur, large);
    } finally {
      Files.deleteIfExists(large);
      Files.deleteIfExists(output);
      Files.deleteIfExists(data);
      Files.delete(directory);
    }
  }

  private static void files(Connection conn, Cursor<Row> cur, Path data, Path output)
      throws IOException {
    // region from
    try (InputStream in = Files.newInputStream(data)) {
      cur.copyFrom(in, "users", CopyOptions.sep(",").nullAs("").columns("name", "age"));
    }
    System.out.println(cur.rowCount() + " users copied");
    conn.commit();
    // endregion

    // region to
    try (OutputStream out = Files.newOutputStream(output)) {
      cur.copyTo(out, "users", CopyOptions.sep("|").nullAs("-"));
    }
    System.out.println(Files.readAllLines(output).get(3));
    // endregion
  }

  private static void inTheServersWords(Cursor<Row> cur, Path output) throws IOException {
    // region expert
    try (OutputStream out = Files.newOutputStream(output)) {
      cur.copyExpert(
          "COPY (SELECT name, age FROM users WHERE age > 50) TO STDOUT (FORMAT csv, HEADER)", out);
    }
    System.out.println(Files.readAllLines(output));

    Reader in = new StringReader("name,age\n\"Noah, the younger\",4\n");
    cur.copyExpert("COPY users (name, age) FROM STDIN (FORMAT csv, HEADER)", in);
    System.out.println(cur.statusMessage());
    // endregion
  }

  private static void values(Cursor<Row> cur) {
    // region rows
    try (CopyWriter users = cur.copyIn("users", "name", "age")) {
      users.writeRow("Olga", 33);
      users.writeRow("Paul", null);
      users.finish(); // without it no row is there
    }
    // endregion

    // region records
    List<Person> people = List.of(new Person("Quentin", 70), new Person("Rosa", 45));
    System.out.println(cur.copyAll(people, "users") + " records copied");

    CopyOptions columns = CopyOptions.defaults().columns("name", "age");
    try (Stream<Person> users = cur.copyOut("users", columns, RowFactory.of(Person.class))) {
      System.out.println(users.filter(user -> user.age() == null).toList());
    }
    // endregion
  }

  private static void toAnotherDatabase(Connection conn, String dsn) {
    try (Connection other = Psycopg.connect(dsn)) {
      other.cursor().execute(CREATE);
      // region between
      long copied =
          Copy.between(
              conn, "COPY users TO STDOUT (FORMAT binary)",
              other, "COPY users FROM STDIN (FORMAT binary)");
      System.out.println(copied + " users are there as well");
      // endregion
    }
  }

  private static void writeMany(Path large) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(large)) {
      for (int i = 0; i < MANY; i++) {
        out.write("user " + i + "," + i % 100 + "\n");
      }
    }
  }

  private static void withAProgressBar(Connection conn, Cursor<Row> cur, Path large) {
    // region progress
    try (ProgressBar bar = new ProgressBarBuilder().setConsumer(terminal()).build()) {
      CopyOptions options =
          CopyOptions.sep(",")
              .columns("name", "age")
              .progress((bytes, rows, totalBytes) -> bar.maxHint(totalBytes).stepTo(bytes));
      cur.copyFrom(large, "users", options);
      System.out.printf("%d rows, %d %% of the file%n", cur.rowCount(), percent(bar));
    }
    // endregion
    conn.rollback();
  }

  private static long percent(ProgressBar bar) {
    return bar.getCurrent() * 100 / bar.getMax();
  }

  /** Where the bar is drawn; nowhere if nobody sees it. */
  @SuppressWarnings("SystemConsoleNull") // from JDK 22 to 24 it is drawn in any case
  private static ProgressBarConsumer terminal() {
    return System.console() == null
        ? new DelegatingProgressBarConsumer(line -> {}, 80)
        : new ConsoleProgressBarConsumer(System.err);
  }
}
