// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.internal.prepared.Preparing.command;
import static org.psycopg4j.testkit.ClientMessages.bind;
import static org.psycopg4j.testkit.ClientMessages.execute;
import static org.psycopg4j.testkit.ClientMessages.flush;
import static org.psycopg4j.testkit.ClientMessages.sync;
import static org.psycopg4j.testkit.ServerMessages.bindComplete;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.dataRow;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.noData;
import static org.psycopg4j.testkit.ServerMessages.noticeResponse;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;
import static org.psycopg4j.testkit.ServerMessages.rowDescription;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.InvalidTextRepresentation;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.errors.UniqueViolation;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.testkit.Bytes;
import org.psycopg4j.testkit.Column;
import org.psycopg4j.testkit.EverySplit;
import org.psycopg4j.testkit.Transcript;

/** What goes over the wire for a prepared statement that is executed for many sets of arguments. */
class BatchExchangeTest {
  private static final String INSERT = "INSERT INTO t VALUES (%s, %s)";
  private static final String SELECT = "SELECT n FROM t WHERE id = %s";
  private static final Object[] FIRST = {1, "a"};

  /** INSERT is prepared: its number is of the column's type, int2, its string text. */
  private static void prepare(Transcript<PreparedPeer> t) {
    t.peer().prepare(INSERT, FIRST);
    t.client(command(SettingsStage.SQL), sync());
    Preparing.answerSettings(t, 'I');
    t.client(
        Preparing.describe(
            t.peer().name(1),
            "INSERT INTO t VALUES (1, 'a')",
            "INSERT INTO t VALUES ($1, $2)",
            0,
            0));
    Preparing.answerDescribe(t, noData(), noData(), Oid.INT2, Oid.TEXT);
    t.client(sync());
    t.server(readyForQuery('I'));
  }

  private static void prepareSelect(Transcript<PreparedPeer> t) {
    t.peer().prepare(SELECT, 7);
    t.client(command(SettingsStage.SQL), sync());
    Preparing.answerSettings(t, 'I');
    byte[] columns = rowDescription(Column.of("n", Oid.INT4));
    t.client(
        Preparing.describe(
            t.peer().name(1),
            "SELECT n FROM t WHERE id = 7",
            "SELECT n FROM t WHERE id = $1",
            Oid.INT4));
    Preparing.answerDescribe(t, columns, columns, Oid.INT4);
    t.client(sync());
    t.server(readyForQuery('I'));
  }

  private static byte[] set(
      Transcript<PreparedPeer> t, @Nullable Integer number, @Nullable String text) {
    byte[] int2 = number == null ? null : new byte[] {(byte) (number >> 8), number.byteValue()};
    byte[] bytes = text == null ? null : text.getBytes(UTF_8);
    return Bytes.concat(
        bind("", t.peer().name(1), new int[] {1, 0}, new byte[][] {int2, bytes}, new int[0]),
        execute("", 0));
  }

  private static byte[] inserted() {
    return Bytes.concat(bindComplete(), commandComplete("INSERT 0 1"));
  }

  private static List<@Nullable Object[]> sets(@Nullable Object[]... sets) {
    return Arrays.asList(sets);
  }

  private static String text(BatchExchange batch) {
    return new String(batch.lastText().bytes(), UTF_8);
  }

  @Test
  void twoSetsAndOneSync() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          BatchExchange batch = t.peer().batch(false, INSERT, FIRST);
          t.client();
          assertThat(batch.add(sets(FIRST, new Object[] {2, "b"}))).isEqualTo(2);
          t.client(set(t, 1, "a"), set(t, 2, "b"));
          batch.end();
          batch.end();
          t.client(sync());
          t.server(inserted(), inserted());
          assertThat(batch.isDone()).isFalse();
          t.server(readyForQuery('T'));
          assertThat(batch.isDone()).isTrue();
          batch.raise();
          assertThat(batch.hasRun()).isTrue();
          assertThat(batch.rowCount()).isEqualTo(2);
          assertThat(batch.lastRowCount()).isEqualTo(1);
          assertThat(batch.commandTag()).isEqualTo("INSERT 0 1");
          assertThat(text(batch)).isEqualTo("INSERT INTO t VALUES (2, 'b')");
        });
  }

  @Test
  void aHundredSetsWhoseAnswersComeInBetween() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          BatchExchange batch = t.peer().batch(false, INSERT, FIRST);
          for (int from = 0; from < 100; from += 20) {
            List<@Nullable Object[]> some = new ArrayList<>();
            List<byte[]> wanted = new ArrayList<>();
            for (int i = from; i < from + 20; i++) {
              some.add(new Object[] {i, "t" + i});
              wanted.add(set(t, i, "t" + i));
            }
            assertThat(batch.add(some)).isEqualTo(20);
            t.client(wanted.toArray(new byte[0][]));
            t.server(inserted(), bindComplete());
            t.server(commandComplete("INSERT 0 0"));
            for (int i = 2; i < 20; i++) {
              t.server(inserted());
            }
          }
          batch.end();
          t.client(sync());
          t.server(readyForQuery('T'));
          batch.raise();
          assertThat(batch.rowCount()).isEqualTo(95);
          assertThat(batch.lastRowCount()).isEqualTo(1);
        });
  }

  @Test
  void nullsAreBoundAsNull() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          BatchExchange batch = t.peer().batch(false, INSERT, FIRST);
          assertThat(
                  batch.add(
                      sets(
                          new Object[] {null, "a"},
                          new Object[] {-2, null},
                          new Object[] {null, null})))
              .isEqualTo(3);
          batch.end();
          t.client(set(t, null, "a"), set(t, -2, null), set(t, null, null), sync());
          t.server(inserted(), inserted(), inserted(), readyForQuery('I'));
          batch.raise();
          assertThat(text(batch)).isEqualTo("INSERT INTO t VALUES (NULL, NULL)");
        });
  }

  @Test
  void aSetThatCannotBeWrittenIsLeft() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          BatchExchange batch = t.peer().batch(false, INSERT, FIRST);
          Object[] tooLarge = {100_000, "b"};
          assertThat(batch.add(sets(FIRST, tooLarge, FIRST))).isEqualTo(1);
          batch.end();
          t.client(set(t, 1, "a"), sync());
          assertThat(batch.isOpen()).isFalse();
          assertThat(batch.add(sets(FIRST))).isZero();
          t.client();
          t.server(inserted(), readyForQuery('I'));
          batch.raise();
          assertThat(batch.rowCount()).isEqualTo(1);
        });
  }

  @Test
  void aBatchOfNothingHasNotRun() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          BatchExchange batch = t.peer().batch(true, INSERT, FIRST);
          Object[] tooLarge = {100_000, "b"};
          assertThat(batch.add(sets(tooLarge, FIRST))).isZero();
          t.client();
          batch.end();
          t.client(sync());
          t.server(readyForQuery('I'));
          batch.raise();
          assertThat(batch.hasRun()).isFalse();
          assertThat(batch.lastText()).isNull();
          assertThat(t.peer().statements().promotedRuns()).isZero();
        });
  }

  @Test
  void theFirstIsAwaitedWhereItIsSaidSo() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          BatchExchange batch = t.peer().batch(true, INSERT, FIRST);
          assertThat(batch.add(sets(FIRST, FIRST))).isEqualTo(1);
          t.client(set(t, 1, "a"), flush());
          assertThat(batch.isFull()).isFalse();
          t.server(bindComplete());
          assertThat(batch.isFull()).isTrue();
          batch.accept();
          assertThat(batch.isFull()).isFalse();
          t.server(commandComplete("INSERT 0 1"));
          assertThat(batch.isFull()).isFalse();
          assertThat(batch.add(sets(FIRST, FIRST))).isEqualTo(2);
          batch.end();
          t.client(set(t, 1, "a"), set(t, 1, "a"), sync());
          t.server(inserted(), inserted(), readyForQuery('I'));
          batch.raise();
          assertThat(batch.rowCount()).isEqualTo(3);
        });
  }

  @Test
  void whatComesBehindTheFirstOnesBindWaitsUntilThatIsTaken() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          BatchExchange batch = t.peer().batch(true, INSERT, FIRST);
          batch.add(sets(FIRST));
          t.client(set(t, 1, "a"), flush());
          t.server(inserted());
          assertThat(t.peer().isFull()).isTrue();
          assertThat(batch.rowCount()).isZero();
          batch.accept();
          t.peer().resume();
          assertThat(batch.rowCount()).isEqualTo(1);
          batch.end();
          t.client(sync());
          t.server(readyForQuery('I'));
          assertThat(batch.isDone()).isTrue();
        });
  }

  @Test
  void aFirstThatCannotBeBoundIsNoError() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          BatchExchange batch = t.peer().batch(true, INSERT, FIRST);
          batch.add(sets(FIRST));
          t.client(set(t, 1, "a"), flush());
          t.server(errorResponse("0A000", "cached plan must not change result type"));
          t.client(sync());
          assertThat(batch.isOpen()).isFalse();
          assertThat(batch.add(sets(FIRST))).isZero();
          t.server(readyForQuery('I'));
          batch.raise();
          assertThat(batch.hasRun()).isFalse();
          assertThat(t.peer().statements().fallbacks()).isEqualTo(1);
          assertThat(t.peer().statements().preparedNow()).isZero();
        });
  }

  @Test
  void aCancelOfTheFirstIsAnError() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          BatchExchange batch = t.peer().batch(true, INSERT, FIRST);
          batch.add(sets(FIRST));
          t.client(set(t, 1, "a"), flush());
          t.server(errorResponse("57014", "canceling statement due to user request"));
          t.client(sync());
          t.server(readyForQuery('I'));
          assertThatThrownBy(batch::raise).isInstanceOf(QueryCanceled.class);
          assertThat(t.peer().statements().preparedNow()).isEqualTo(1);
        });
  }

  @Test
  void afterAnErrorNoMoreIsSent() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          BatchExchange batch = t.peer().batch(false, INSERT, FIRST);
          batch.add(sets(FIRST, new Object[] {2, "b"}, new Object[] {3, "c"}));
          t.client(set(t, 1, "a"), set(t, 2, "b"), set(t, 3, "c"));
          t.server(inserted(), bindComplete(), errorResponse("23505", "duplicate key"));
          t.client(sync());
          assertThat(batch.isOpen()).isFalse();
          assertThat(batch.add(sets(FIRST))).isZero();
          batch.end();
          t.client();
          t.server(readyForQuery('E'));
          assertThatThrownBy(batch::raise).isInstanceOf(UniqueViolation.class);
          assertThat(text(batch)).isEqualTo("INSERT INTO t VALUES (2, 'b')");
        });
  }

  @Test
  void anErrorOfOneBehindTheSyncIsThatOnes() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          BatchExchange batch = t.peer().batch(false, INSERT, FIRST);
          batch.add(sets(FIRST, new Object[] {2, "b"}));
          batch.end();
          t.client(set(t, 1, "a"), set(t, 2, "b"), sync());
          t.server(inserted(), errorResponse("22P02", "invalid input syntax"), readyForQuery('E'));
          t.client();
          assertThatThrownBy(batch::raise).isInstanceOf(InvalidTextRepresentation.class);
          assertThat(text(batch)).isEqualTo("INSERT INTO t VALUES (2, 'b')");
        });
  }

  @Test
  void rowsAreDroppedAndCounted() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepareSelect(t);
          BatchExchange batch = t.peer().batch(false, SELECT, 7);
          batch.add(sets(new Object[] {1}, new Object[] {2}));
          batch.end();
          byte[] one = {0, 0, 0, 1};
          byte[] two = {0, 0, 0, 2};
          String name = t.peer().name(1);
          int[] binary = {1};
          t.client(
              bind("", name, binary, new byte[][] {one}, binary),
              execute("", 0),
              bind("", name, binary, new byte[][] {two}, binary),
              execute("", 0),
              sync());
          t.server(bindComplete(), dataRow(one), dataRow(two), commandComplete("SELECT 2"));
          t.server(noticeResponse("by the way"));
          t.server(bindComplete(), commandComplete("SELECT 0"), readyForQuery('I'));
          batch.raise();
          assertThat(batch.rowCount()).isEqualTo(2);
          assertThat(batch.lastRowCount()).isZero();
        });
  }

  @Test
  void aServerThatHangsUpEndsIt() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          BatchExchange batch = t.peer().batch(true, INSERT, FIRST);
          batch.add(sets(FIRST));
          t.client(set(t, 1, "a"), flush());
          t.server(bindComplete());
          t.peer().hangUp();
          assertThat(batch.isDone()).isTrue();
          assertThat(batch.isFull()).isFalse();
          assertThat(batch.isOpen()).isFalse();
          assertThat(batch.add(sets(FIRST))).isZero();
          batch.end();
          t.client();
          assertThatThrownBy(batch::raise).isInstanceOf(OperationalException.class);
        });
  }
}
