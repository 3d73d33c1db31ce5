// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.copy.CopyOptions;
import org.psycopg4j.copy.CopySink;
import org.psycopg4j.copy.CopySource;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.InvalidTextRepresentation;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.errors.UniqueViolation;
import org.psycopg4j.sql.Identifier;
import org.psycopg4j.sql.SQL;

/** {@code copy_from}, {@code copy_to} and {@code copy_expert}. */
@Timeout(120)
class CopyTest {
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor();
    cur.execute("CREATE TEMP TABLE t (a int PRIMARY KEY, b text)");
    conn.commit();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private String rows() {
    return cur.execute("SELECT a, b FROM t ORDER BY a").fetchAll().toString();
  }

  private void assertUsable() {
    assertThat(conn.closed()).isZero();
    conn.rollback();
    for (int i = 0; i < 3; i++) {
      assertThat(Shared.value(conn, "SELECT %s", i)).isEqualTo(i);
    }
    conn.rollback();
  }

  @Test
  void linesBecomeRows() {
    cur.copyFrom(new StringReader("1\tone\n2\t\\N\n"), "t");
    assertThat(cur.rowCount()).isEqualTo(2);
    assertThat(cur.statusMessage()).isEqualTo("COPY 2");
    assertThat(cur.description()).isNull();
    assertThat(new String(cur.query(), UTF_8))
        .isEqualTo("COPY \"t\" FROM stdin WITH DELIMITER AS '\t' NULL AS '\\N'");
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
    assertThatThrownBy(cur::fetchOne).hasMessage("no results to fetch");
    assertThat(rows()).isEqualTo("[(1, 'one'), (2, null)]");
    conn.rollback();
    assertThat(rows()).isEqualTo("[]");
  }

  @Test
  void everySourceWillDo(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("data"), "3\tc\n");
    cur.copyFrom(new ByteArrayInputStream("1\ta\n".getBytes(UTF_8)), "t");
    cur.copyFrom(
        CopySource.of(Channels.newChannel(new ByteArrayInputStream("2\tb\n".getBytes(UTF_8)))),
        "t");
    cur.copyFrom(file, "t");
    cur.copyExpert("COPY t FROM STDIN", new ByteArrayInputStream("4\td".getBytes(UTF_8)));
    cur.copyExpert(
        SQL.of("COPY {} FROM STDIN (FORMAT csv)").format(Identifier.of("t")),
        new StringReader("5,\"e\ne\"\n"));
    assertThat(rows()).isEqualTo("[(1, 'a'), (2, 'b'), (3, 'c'), (4, 'd'), (5, 'e\\ne')]");
  }

  @Test
  void everySinkWillDo(@TempDir Path dir) throws Exception {
    cur.execute("INSERT INTO t VALUES (1, 'é€'), (2, NULL)");
    String wanted = "1\té€\n2\t\\N\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    cur.copyTo(bytes, "t");
    assertThat(bytes.toString(UTF_8)).isEqualTo(wanted);
    assertThat(cur.rowCount()).isEqualTo(2);
    assertThat(cur.statusMessage()).isEqualTo("COPY 2");
    StringWriter text = new StringWriter();
    cur.copyTo(text, "t");
    assertThat(text.toString()).isEqualTo(wanted);
    Path file = dir.resolve("data");
    cur.copyTo(file, "t");
    assertThat(file).content(UTF_8).isEqualTo(wanted);
    cur.copyExpert("COPY (SELECT 1 WHERE false) TO STDOUT", CopySink.of(file));
    assertThat(file).isEmptyFile();
    bytes.reset();
    cur.copyTo(CopySink.of(Channels.newChannel(bytes)), "t");
    assertThat(bytes.toString(UTF_8)).isEqualTo(wanted);
  }

  @Test
  void optionsAreTheKeywordArguments() {
    CopyOptions options = CopyOptions.sep("|").nullAs("it's").columns("b", "a").size(1);
    cur.copyFrom(new StringReader("x|1\nit's|2\n"), "t", options);
    StringWriter out = new StringWriter();
    cur.copyTo(out, "t", options);
    assertThat(out.toString()).isEqualTo("x|1\nit's|2\n");
    assertThat(new String(cur.query(), UTF_8))
        .isEqualTo("COPY \"t\"(\"b\",\"a\") TO stdout WITH DELIMITER AS '|' NULL AS 'it''s'");
  }

  @Test
  void aTableInASchemaIsNamedByTheOption() {
    try (OwnSchema schema = OwnSchema.create()) {
      schema.execute("CREATE TABLE \"odd.\"\"name\" (a int)");
      CopyOptions there = CopyOptions.defaults().schema(schema.name());
      cur.copyFrom(new StringReader("7\n"), "odd.\"name", there);
      StringWriter out = new StringWriter();
      cur.copyTo(out, "odd.\"name", there);
      assertThat(out.toString()).isEqualTo("7\n");
      conn.rollback();
    }
  }

  @Test
  void withoutStandardConformingStringsTheTextIsTheSame() {
    cur.execute("SET standard_conforming_strings = off");
    cur.copyFrom(new StringReader("1\t\\N\n"), "t");
    assertThat(rows()).isEqualTo("[(1, null)]");
  }

  @Test
  void aStatementThatIsNoCopyIsExecuted() {
    cur.copyExpert("SELECT 1 AS one", new StringReader("unread"));
    assertThat(cur.statusMessage()).isEqualTo("SELECT 1");
    assertThat(cur.fetchOne().getInt("one")).isEqualTo(1);
    cur.copyExpert("SELECT 2", new StringWriter());
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(2);
    assertThatThrownBy(() -> cur.copyExpert(" ", new StringWriter()))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("can't execute an empty query");
    assertUsable();
  }

  @Test
  void aCopyAmongOtherStatementsStaysInStep() {
    cur.copyExpert("SELECT 1; COPY t FROM STDIN; SELECT 2, 3", new StringReader("1\tx\n"));
    assertThat(cur.fetchOne().toString()).isEqualTo("(2, 3)");
    assertThat(cur.resultCount()).isEqualTo(3);
    StringWriter out = new StringWriter();
    cur.copyExpert("COPY t TO STDOUT; COPY (SELECT 9) TO STDOUT", out);
    assertThat(out.toString()).isEqualTo("1\tx\n9\n");
    assertThatThrownBy(
            () ->
                cur.copyExpert("COPY t FROM STDIN; COPY t FROM STDIN", new StringReader("2\tx\n")))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("two COPY FROM");
    assertUsable();
    StringWriter partly = new StringWriter();
    assertThatThrownBy(() -> cur.copyExpert("COPY (SELECT 1) TO STDOUT; SELECT 1/0", partly))
        .isInstanceOf(org.psycopg4j.errors.DivisionByZero.class);
    assertThat(partly.toString()).isEqualTo("1\n");
    assertUsable();
  }

  @Test
  void theWrongDirectionIsAnErrorAndTheConnectionStaysInStep() {
    cur.execute("INSERT INTO t SELECT g, 'x' FROM generate_series(1, 50000) g");
    assertThatThrownBy(() -> cur.copyExpert("COPY t TO STDOUT", new StringReader("1\tx\n")))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("it needs a sink");
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
    assertThatThrownBy(() -> cur.copyExpert("COPY t FROM STDIN", new StringWriter()))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("it needs a source");
    assertUsable();
  }

  @Test
  void aSourceThatFailsMakesTheCopyFailAndIsTheCause() {
    IOException why = new IOException("disk on fire");
    InputStream bad =
        new InputStream() {
          private int left = 3;

          @Override
          public int read() throws IOException {
            throw why;
          }

          @Override
          public int read(byte[] b, int off, int len) throws IOException {
            if (left-- == 0) {
              throw why;
            }
            byte[] row = (left + "\tx\n").getBytes(UTF_8);
            System.arraycopy(row, 0, b, off, row.length);
            return row.length;
          }
        };
    assertThatThrownBy(() -> cur.copyFrom(bad, "t"))
        .isInstanceOf(QueryCanceled.class)
        .hasMessageStartingWith(
            "COPY from stdin failed: error in .read() call: IOException disk on fire\nCONTEXT:")
        .hasCause(why);
    assertThat(cur.rowCount()).isEqualTo(-1);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
    assertUsable();
  }

  @Test
  void aMissingFileMakesTheCopyFail(@TempDir Path dir) {
    assertThatThrownBy(() -> cur.copyFrom(dir.resolve("none"), "t"))
        .isInstanceOf(QueryCanceled.class)
        .hasCauseInstanceOf(NoSuchFileException.class);
    assertUsable();
  }

  @Test
  void aFailureThatTheEncodingCannotSayIsToldInAscii() {
    conn.setClientEncoding("LATIN1");
    CopySource bad =
        buf -> {
          throw new IOException("é€\0" + "x".repeat(5000));
        };
    assertThatThrownBy(() -> cur.copyFrom(bad, "t"))
        .isInstanceOf(QueryCanceled.class)
        .hasMessageContaining("IOException ???xxx");
    assertUsable();
  }

  @Test
  void anErrorOfTheJvmIsThrownOnAsItIs() {
    StackOverflowError why = new StackOverflowError();
    CopySource bad =
        buf -> {
          throw why;
        };
    assertThat(catchThrowable(() -> cur.copyFrom(bad, "t"))).isSameAs(why);
    assertUsable();
  }

  @Test
  void whatASinkThrowsIsThrownOnAndTheTransactionGoesOn() {
    cur.execute("INSERT INTO t SELECT g, 'x' FROM generate_series(1, 50000) g");
    ArithmeticException why = new ArithmeticException("dw");
    CopySink bad =
        (buf, off, len) -> {
          throw why;
        };
    assertThat(catchThrowable(() -> cur.copyTo(bad, "t"))).isSameAs(why);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
    CopySink io =
        (buf, off, len) -> {
          throw new IOException("full");
        };
    assertThatThrownBy(() -> cur.copyTo(io, "t"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("full");
    assertThat(Shared.value(conn, "SELECT count(*) FROM t")).isEqualTo(50000L);
    assertUsable();
  }

  @Test
  void aSinkThatFailsBeforeALotDoesNotReadItAll() {
    CopySink bad =
        (buf, off, len) -> {
          throw new IOException("full");
        };
    assertThatThrownBy(
            () ->
                cur.copyExpert(
                    "COPY (SELECT repeat('x', 1000), generate_series(1, 2000000000)) TO STDOUT",
                    bad))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
    assertUsable();
  }

  @Test
  void anErrorOfTheServersEndsTheReading() {
    AtomicInteger reads = new AtomicInteger();
    CopySource endless =
        buf -> {
          reads.incrementAndGet();
          byte[] row = "1\tagain\n".getBytes(UTF_8);
          int count = buf.length / row.length * row.length;
          for (int i = 0; i < count; i++) {
            buf[i] = row[i % row.length];
          }
          return count;
        };
    assertThatThrownBy(() -> cur.copyFrom(endless, "t")).isInstanceOf(UniqueViolation.class);
    assertThat(cur.rowCount()).isEqualTo(-1);
    assertUsable();
    cur.execute("SET statement_timeout = 200");
    conn.commit();
    AtomicInteger next = new AtomicInteger();
    CopySource slow = buf -> line(buf, next.incrementAndGet());
    assertThatThrownBy(() -> cur.copyFrom(slow, "t"))
        .isInstanceOf(QueryCanceled.class)
        .hasMessageContaining("statement timeout");
    assertUsable();
  }

  private static int line(byte[] buf, int number) {
    byte[] row = (number + "\tx\n").getBytes(UTF_8);
    System.arraycopy(row, 0, buf, 0, row.length);
    return row.length;
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\ty\n", "1\n", "1\tb\tc\n", "\t\n"})
  void badDataAreTheServersError(String data) {
    Throwable thrown = catchThrowable(() -> cur.copyFrom(new StringReader(data), "t"));
    assertThat(thrown).isInstanceOf(org.psycopg4j.errors.DataException.class);
    assertThat(thrown.getMessage()).contains("CONTEXT:  COPY t, line 1");
    assertUsable();
  }

  @Test
  void theErrorNamesTheCursor() {
    assertThatThrownBy(() -> cur.copyFrom(new StringReader("x\ty\n"), "t"))
        .isInstanceOfSatisfying(
            InvalidTextRepresentation.class, e -> assertThat(e.cursor()).isSameAs(cur));
    assertThatThrownBy(() -> cur.copyExpert("COP", new StringWriter()))
        .isInstanceOf(org.psycopg4j.errors.SyntaxError.class)
        .hasMessage("syntax error at or near \"COP\"\nLINE 1: COP\n        ^");
  }

  @Test
  void charactersAreInTheConnectionsEncoding() {
    conn.setClientEncoding("LATIN1");
    cur.copyFrom(new StringReader("1\té\n"), "t");
    cur.copyFrom(new ByteArrayInputStream("2\té\n".getBytes(ISO_8859_1)), "t");
    StringWriter out = new StringWriter();
    cur.copyTo(out, "t");
    assertThat(out.toString()).isEqualTo("1\té\n2\té\n");
    assertThatThrownBy(() -> cur.copyFrom(new StringReader("3\t€\n"), "t"))
        .isInstanceOf(QueryCanceled.class)
        .hasCauseInstanceOf(ParameterException.class);
    assertUsable();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8192})
  void pairsOfSurrogatesMayBeTornByTheReads(int size) {
    String text = "a😀é😀😀€";
    cur.copyFrom(new StringReader("1\t" + text + "\n"), "t", CopyOptions.defaults().size(size));
    assertThat(Shared.value(conn, "SELECT b FROM t")).isEqualTo(text);
    for (String half : List.of("2\t\ud83d", "2\t\ude00\n", "2\t\ud83dx\n")) {
      assertThatThrownBy(
              () -> cur.copyFrom(new StringReader(half), "t", CopyOptions.defaults().size(size)))
          .isInstanceOf(QueryCanceled.class);
      conn.rollback();
    }
  }

  @Test
  void theConnectionIsBusyForTheSourceAndTheSink() {
    CopySource nosy =
        buf -> {
          conn.cursor().execute("SELECT 1");
          return -1;
        };
    assertThatThrownBy(() -> cur.copyFrom(nosy, "t"))
        .isInstanceOf(QueryCanceled.class)
        .rootCause()
        .hasMessage("the connection is busy: copy_from is under way on it");
    assertUsable();
    CopySource closing =
        buf -> {
          conn.close();
          return -1;
        };
    assertThatThrownBy(() -> cur.copyFrom(closing, "t")).isInstanceOf(InterfaceException.class);
    assertThat(conn.closed()).isEqualTo(1);
  }

  @Test
  void cancelEndsACopyFrom() throws Exception {
    AtomicInteger next = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    CopySource endless =
        buf -> {
          if (next.get() == 1000) {
            begun.countDown();
          }
          return line(buf, next.incrementAndGet());
        };
    Background<Object> copy =
        Background.start(
            () -> {
              cur.copyFrom(endless, "t");
              return null;
            });
    begun.await();
    conn.cancel();
    assertThat(copy.failure()).isInstanceOf(QueryCanceled.class);
    assertUsable();
  }

  @Test
  void anInterruptEndsACopyTo() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CopySink sink = (buf, off, len) -> begun.countDown();
    Background<Object> copy =
        Background.start(
            () -> {
              cur.copyExpert("COPY (SELECT generate_series(1, 2000000000)) TO STDOUT", sink);
              return null;
            });
    begun.await();
    copy.interrupt();
    assertThat(copy.failure()).isInstanceOf(QueryCanceled.class);
    assertUsable();
  }

  @Test
  void aFloodOfNoticesWhileDataGoOutDoesNotBlockEitherSide() {
    cur.execute(
        """
        CREATE FUNCTION pg_temp.shout() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE NOTICE '%', repeat('n', 4000); RETURN NEW; END $$;
        CREATE TRIGGER shouts BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION pg_temp.shout()""");
    AtomicInteger next = new AtomicInteger();
    CopySource rows =
        buf -> {
          int n = next.incrementAndGet();
          return n > 5000 ? -1 : longLine(buf, n);
        };
    cur.copyFrom(rows, "t");
    assertThat(cur.rowCount()).isEqualTo(5000);
    assertThat(conn.notices()).hasSize(50);
  }

  private static int longLine(byte[] buf, int number) {
    byte[] row = (number + "\t" + "d".repeat(4000) + "\n").getBytes(UTF_8);
    System.arraycopy(row, 0, buf, 0, row.length);
    return row.length;
  }

  @Test
  void aFloodOfNoticesWhileDataComeInDoesNeither() {
    cur.execute(
        """
        CREATE FUNCTION pg_temp.loud(n int) RETURNS text LANGUAGE plpgsql AS
        $$ BEGIN RAISE NOTICE '%', repeat('n', 4000); RETURN repeat('d', 4000); END $$""");
    long[] bytes = new long[1];
    CopySink count = (buf, off, len) -> bytes[0] += len;
    cur.copyExpert(
        "COPY (SELECT pg_temp.loud(g) FROM generate_series(1, 5000) g) TO STDOUT", count);
    assertThat(bytes[0]).isEqualTo(5000 * 4001L);
  }

  @Test
  void aNamedCursorCopiesAsInPsycopg2() {
    Cursor<Row> named = conn.cursor("n");
    named.copyFrom(new StringReader("1\tx\n"), "t");
    assertThat(named.rowCount()).isEqualTo(1);
  }

  @Test
  void aClosedCursorDoesNot() {
    cur.close();
    assertThatThrownBy(() -> cur.copyFrom(new StringReader(""), "t"))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("cursor already closed");
  }

  @Test
  void progressIsTold(@TempDir Path dir) throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append(i).append("\tsome text\n");
    }
    Path file = Files.writeString(dir.resolve("data"), text);
    List<List<Long>> told = new ArrayList<>();
    CopyOptions options =
        CopyOptions.defaults()
            .progress((bytes, rows, total) -> told.add(List.of(bytes, rows, total)));
    cur.copyFrom(file, "t", options);
    long size = Files.size(file);
    assertThat(told).hasSizeBetween(3, 20).last().isEqualTo(List.of(size, 100_000L, size));
    assertThat(told).isSortedAccordingTo((a, b) -> Long.compare(a.get(0), b.get(0)));
    told.clear();
    cur.copyTo(new StringWriter(), "t", options);
    assertThat(told).last().isEqualTo(List.of(size, 100_000L, -1L));
  }

  @Test
  void aPreparedTransactionCopiesNothing() {
    cur.execute("DROP TABLE t");
    conn.commit();
    conn.tpcBegin(conn.xid(1, "copies", "nothing"));
    cur.execute("SELECT 1");
    conn.tpcPrepare();
    try {
      assertThatThrownBy(() -> cur.copyFrom(new StringReader(""), "t"))
          .isInstanceOf(ProgrammingException.class)
          .hasMessage("copy_from cannot be used with a prepared two-phase transaction");
    } finally {
      conn.tpcRollback();
    }
  }
}
