// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.Cursor;
import org.psycopg4j.LargeObject;
import org.psycopg4j.LobjectOptions;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;

/** A large object is made, opened, read, written, moved in, cut and deleted. */
class LargeObjectTest {
  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** An object with these bytes, open at its start. */
  private LargeObject holding(byte[] data) {
    LargeObject lo = conn.lobject(0, "wb");
    assertThat(lo.write(data)).isEqualTo(data.length);
    assertThat(lo.seek(0)).isZero();
    return lo;
  }

  private static void assertFails(ThrowingCallable call, String sqlstate, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            OperationalException.class, e -> assertThat(e.pgcode()).isEqualTo(sqlstate))
        .hasMessage(message);
  }

  @Test
  void theGuidesWay() {
    Cursor<Row> cur = conn.cursor();
    long oid = cur.loCreat();
    try (LargeObject lo = cur.loOpen(oid, LargeObject.WRITE)) {
      assertThat(lo.mode()).isEqualTo("wt");
      assertThat(lo.write("This is a large object")).isEqualTo(22);
    }
    conn.commit();
    try (LargeObject lo = cur.loOpen(oid, LargeObject.READ)) {
      assertThat(lo.readString()).isEqualTo("This is a large object");
    }
    try (LargeObject lo = cur.loOpen(oid, LargeObject.READ | LargeObject.WRITE)) {
      assertThat(lo.mode()).isEqualTo("rwt");
    }
    assertThatThrownBy(() -> cur.loOpen(oid, 0)).isInstanceOf(ParameterException.class);
    cur.loUnlink(oid);
    conn.commit();
    assertFails(
        () -> cur.loUnlink(oid), "42704", "ERROR:  large object " + oid + " does not exist");
  }

  @Test
  void theFirstCallBeginsATransaction() {
    LargeObject lo = conn.lobject();
    assertThat(conn.status()).isEqualTo(ConnectionStatus.BEGIN);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
    assertThat(lo.mode()).isEqualTo("wt");
    assertThat(lo.oid()).isPositive();
    assertThat(lo).hasToString("<lobject; closed: 0>");
    lo.close();
    assertThat(lo.closed()).isTrue();
    assertThat(lo).hasToString("<lobject; closed: 1>");
  }

  @Test
  void piecesOfEveryLengthComeBackAsTheyWere() {
    for (int length : new int[] {0, 1, 2048, 30_719, 30_720, 30_721, 61_440, 245_760, 1_000_003}) {
      byte[] data = bytes(length);
      try (LargeObject lo = holding(data)) {
        assertThat(lo.read()).as("%d bytes", length).isEqualTo(data);
        assertThat(lo.tell()).isEqualTo(length);
        assertThat(lo.read()).isEmpty();
        lo.seek(0);
        assertThat(lo.read(length + 10)).isEqualTo(data);
        lo.seek(0);
        assertThat(lo.read(-1)).isEqualTo(data);
        lo.seek(0);
        byte[] into = new byte[length + 7];
        assertThat(lo.read(into, 3, length + 4)).isEqualTo(length);
        assertThat(into).startsWith(0, 0, 0).endsWith(0, 0, 0, 0);
        assertThat(ByteBuffer.wrap(into, 3, length)).isEqualTo(ByteBuffer.wrap(data));
      }
    }
  }

  @Test
  void readTakesAsManyBytesAsItIsAskedFor() {
    byte[] data = bytes(100_000);
    LargeObject lo = holding(data);
    assertThat(lo.read(0)).isEmpty();
    assertThat(lo.read(10)).isEqualTo(Arrays.copyOf(data, 10));
    assertThat(lo.tell()).isEqualTo(10);
    assertThat(lo.read(70_000)).isEqualTo(Arrays.copyOfRange(data, 10, 70_010));
    assertThat(lo.tell()).isEqualTo(70_010);
    assertThat(lo.read(Integer.MAX_VALUE)).isEqualTo(Arrays.copyOfRange(data, 70_010, 100_000));
  }

  @Test
  void behindTheEndThereIsNothing() {
    LargeObject lo = holding(bytes(10));
    assertThat(lo.seek(100)).isEqualTo(100);
    assertThat(lo.read()).isEmpty();
    assertThat(lo.read(5)).isEmpty();
    lo.seek(1_000_000);
    assertThat(lo.read(50_000)).isEmpty();
    assertThat(lo.readString()).isEmpty();
  }

  @Test
  void seekCountsFromTheStartThePositionOrTheEnd() {
    LargeObject lo = holding("0123456789".getBytes(StandardCharsets.US_ASCII));
    assertThat(lo.seek(-3, LargeObject.SEEK_END)).isEqualTo(7);
    assertThat(lo.seek(-2, LargeObject.SEEK_CUR)).isEqualTo(5);
    assertThat(lo.seek(4, LargeObject.SEEK_SET)).isEqualTo(4);
    assertThat(lo.readString()).isEqualTo("456789");
    assertFails(() -> lo.seek(0, 7), "22023", "ERROR:  invalid whence setting: 7");
  }

  @Test
  void truncateCutsOffOrFillsUp() {
    LargeObject lo = holding(new byte[] {1, 2, 3, 4});
    lo.truncate(2);
    assertThat(lo.tell()).isZero();
    assertThat(lo.read()).containsExactly(1, 2);
    lo.truncate(4);
    lo.seek(0);
    assertThat(lo.read()).containsExactly(1, 2, 0, 0);
    lo.truncate();
    lo.seek(0);
    assertThat(lo.read()).isEmpty();
    assertFails(
        () -> lo.truncate(-1), "22023", "ERROR:  invalid large object truncation target: -1");
  }

  @Test
  void positionsMayBeFarBeyondTwoGigabytes() {
    long far = 5L << 30;
    LargeObject lo = conn.lobject(0, "wb");
    assertThat(lo.seek(far)).isEqualTo(far);
    lo.write(new byte[] {7});
    assertThat(lo.tell()).isEqualTo(far + 1);
    lo.seek(far - 2);
    assertThat(lo.read()).containsExactly(0, 0, 7);
    lo.seek(far - 50_000);
    assertThat(lo.read()).hasSize(50_001).endsWith(0, 7);
    assertThat(lo.seek(0, LargeObject.SEEK_END)).isEqualTo(far + 1);
    lo.truncate(far - 1);
    assertThat(lo.seek(0, LargeObject.SEEK_END)).isEqualTo(far - 1);
    lo.seek(3);
    assertThatThrownBy(lo::read)
        .isInstanceOf(DataException.class)
        .hasMessage("5368709116 bytes do not fit into an array: read them in pieces");
    assertThat(lo.tell()).isEqualTo(3);
  }

  @Test
  void buffersOfBothKindsAreWritten() {
    byte[] data = bytes(300_000);
    LargeObject lo = conn.lobject(0, "wb");
    ByteBuffer heap = ByteBuffer.wrap(data, 10, 99_990);
    assertThat(lo.write(heap)).isEqualTo(99_990);
    assertThat(heap.hasRemaining()).isFalse();
    ByteBuffer direct = ByteBuffer.allocateDirect(data.length).put(data).flip();
    assertThat(lo.write(direct)).isEqualTo(300_000);
    assertThat(direct.hasRemaining()).isFalse();
    assertThat(lo.write(ByteBuffer.allocate(0))).isZero();
    lo.seek(0);
    assertThat(lo.read(99_990)).isEqualTo(Arrays.copyOfRange(data, 10, 100_000));
    assertThat(lo.read()).isEqualTo(data);
  }

  @Test
  void textIsInTheConnectionsEncoding() {
    conn.setClientEncoding("LATIN1");
    LargeObject lo = conn.lobject();
    assertThat(lo.write("né")).isEqualTo(2);
    assertThatThrownBy(() -> lo.write("n€"))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> assertThat(e.kind()).isEqualTo(ParameterException.Kind.ENCODE));
    lo.seek(0);
    assertThat(lo.read()).containsExactly('n', 0xe9);
    lo.seek(0);
    assertThat(lo.readString()).isEqualTo("né");
  }

  @Test
  void aPieceOfTextEndsWhereACharacterDoes() {
    LargeObject lo = conn.lobject();
    String text = "aé€\uD83D\uDE00z";
    assertThat(lo.write(text)).isEqualTo(11);
    lo.seek(0);
    assertThat(lo.readString(1)).isEqualTo("a");
    assertThat(lo.readString(1)).isEqualTo("é");
    assertThat(lo.tell()).isEqualTo(3);
    assertThat(lo.readString(2)).isEqualTo("€");
    assertThat(lo.readString(1)).isEqualTo("\uD83D\uDE00");
    assertThat(lo.readString(1)).isEqualTo("z");
    assertThat(lo.readString(1)).isEmpty();
    lo.seek(0);
    assertThat(lo.readString(8)).isEqualTo("aé€\uD83D\uDE00");
  }

  @Test
  void whatIsNoTextIsAnErrorOfTheDataOnly() {
    LargeObject lo = holding(new byte[] {'a', (byte) 0xff, (byte) 0xc3, (byte) 0xa9, (byte) 0xc3});
    assertThat(lo.readString(1)).isEqualTo("a");
    assertThatThrownBy(() -> lo.readString(1)).isInstanceOf(DataException.class);
    assertThat(lo.tell()).isEqualTo(2);
    assertThat(lo.readString(1)).isEqualTo("é");
    assertThatThrownBy(() -> lo.readString(1)).isInstanceOf(DataException.class);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
  }

  @Test
  void theOidMayBeChosen() {
    long oid = 4_000_000_000L + new Random().nextInt(200_000_000);
    LargeObject lo = conn.lobject(LobjectOptions.mode("wb").newOid(oid));
    assertThat(lo.oid()).isEqualTo(oid);
    assertThat(lo.mode()).isEqualTo("wb");
    lo.write(new byte[] {1});
    assertThat(conn.lobject(oid, "rb").read()).containsExactly(1);
    assertThatThrownBy(() -> conn.lobject(LobjectOptions.mode("wb").newOid(oid)))
        .isInstanceOf(OperationalException.class)
        .hasMessageStartingWith(
            "ERROR:  duplicate key value violates unique constraint"
                + " \"pg_largeobject_metadata_oid_index\"\nDETAIL:  Key (oid)=");
    conn.rollback();
    for (long wrong : new long[] {-1, 1L << 32}) {
      assertThatThrownBy(() -> conn.lobject(wrong)).isInstanceOf(ParameterException.class);
      assertThatThrownBy(() -> conn.lobject(LobjectOptions.defaults().newOid(wrong)))
          .isInstanceOf(ParameterException.class);
    }
    assertThatThrownBy(() -> conn.lobject(LobjectOptions.defaults().oid(oid).newOid(5)))
        .isInstanceOf(ParameterException.class);
  }

  @Test
  void whatIsNotThereOrNotAllowedIsAnOperationalError() {
    LargeObject lo = holding(new byte[] {1});
    conn.commit();
    LargeObject reading = conn.lobject(lo.oid(), "rb");
    assertFails(
        () -> reading.write(new byte[1]),
        "55000",
        "ERROR:  large object descriptor 0 was not opened for writing");
    assertFails(
        reading::tell,
        "25P02",
        "ERROR:  current transaction is aborted, commands ignored until end of transaction block");
    conn.rollback();
    Shared.run(conn, "CREATE ROLE lo_nobody");
    Shared.run(conn, "SET ROLE lo_nobody");
    assertFails(
        () -> conn.lobject(lo.oid(), "rb"),
        "42501",
        "ERROR:  permission denied for large object " + lo.oid());
    conn.rollback();
    conn.lobject(lo.oid(), "n").unlink();
    conn.commit();
    assertFails(
        () -> conn.lobject(lo.oid()),
        "42704",
        "ERROR:  large object " + lo.oid() + " does not exist");
  }

  @Test
  void afterTheTransactionItIsNotValid() {
    LargeObject lo = holding(new byte[] {1, 2});
    conn.commit();
    for (ThrowingCallable call :
        new ThrowingCallable[] {
          lo::read,
          () -> lo.read(100_000),
          lo::tell,
          () -> lo.seek(0),
          lo::truncate,
          () -> lo.write(new byte[0]),
          () -> lo.write(bytes(100_000)),
          () -> lo.inputStream().read()
        }) {
      assertThatThrownBy(call).hasMessage("lobject isn't valid anymore");
    }
    assertThatThrownBy(lo::read).isInstanceOf(ProgrammingException.class);
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    assertThatCode(lo::close).doesNotThrowAnyException();
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    assertThat(lo.closed()).isTrue();
    lo.unlink();
    assertThat(conn.status()).isEqualTo(ConnectionStatus.BEGIN);
  }

  @Test
  void outsideOfTransactionsThereIsNone() {
    LargeObject lo = holding(new byte[] {1});
    conn.commit();
    conn.autocommit(true);
    String outside = "can't use a lobject outside of transactions";
    assertThatThrownBy(() -> conn.lobject(lo.oid(), "n")).hasMessage(outside);
    assertThatThrownBy(conn::lobject).hasMessage(outside);
    assertThatThrownBy(lo::read).hasMessage(outside);
    conn.inTransaction(tx -> assertThat(tx.lobject(lo.oid()).read()).containsExactly(1));
    lo.unlink();
    assertThat(
            Shared.value(
                conn, "SELECT count(*) FROM pg_largeobject_metadata WHERE oid = %s", lo.oid()))
        .isEqualTo(0L);
  }

  @Test
  void closedIsClosed() {
    LargeObject lo = conn.lobject();
    lo.close();
    lo.close();
    for (ThrowingCallable call : new ThrowingCallable[] {lo::read, lo::tell, lo::inputStream}) {
      assertThatThrownBy(call)
          .isInstanceOf(InterfaceException.class)
          .hasMessage("lobject already closed");
    }
    LargeObject other = conn.lobject();
    conn.close();
    assertThat(other.closed()).isTrue();
    assertThatThrownBy(other::read).hasMessage("lobject already closed");
    assertThatThrownBy(other::unlink).hasMessage("connection already closed");
    assertThatCode(other::close).doesNotThrowAnyException();
    assertThatThrownBy(conn::lobject)
        .isInstanceOf(InterfaceException.class)
        .hasMessage("connection already closed");
  }

  @Test
  void inAFailedTransactionItIsClosedQuietly() {
    LargeObject lo = holding(new byte[] {1});
    assertThatThrownBy(() -> Shared.run(conn, "SELECT 1/0")).isInstanceOf(DivisionByZero.class);
    assertThatCode(lo::close).doesNotThrowAnyException();
    assertThat(lo.closed()).isTrue();
    conn.rollback();
  }

  @Test
  void anObjectOfASavepointGoesWithIt() {
    long oid = holding(new byte[] {1, 2, 3}).oid();
    conn.commit();
    LargeObject[] inner = new LargeObject[1];
    conn.inTransaction(
        tx -> {
          LargeObject outer = tx.lobject(oid, "rb");
          assertThatThrownBy(
                  () ->
                      tx.inTransaction(
                          sub -> {
                            inner[0] = sub.lobject(oid, "wb");
                            inner[0].write(new byte[] {9});
                            throw new IllegalStateException("undo");
                          }))
              .hasMessage("undo");
          inner[0].close();
          assertThat(outer.read()).containsExactly(1, 2, 3);
          outer.close();
        });
  }

  @Test
  void anObjectOfAPreparedTransactionIsNotValid() {
    conn.tpcBegin("lobject " + conn.getBackendPid());
    LargeObject lo = holding(new byte[] {1});
    conn.tpcPrepare();
    assertThatThrownBy(lo::read).hasMessage("lobject isn't valid anymore");
    assertThatThrownBy(conn::lobject)
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("lobject cannot be used with a prepared two-phase transaction");
    assertThatThrownBy(lo::unlink)
        .hasMessage("unlink cannot be used with a prepared two-phase transaction");
    lo.close();
    conn.tpcRollback();
  }

  @Test
  void anAsynchronousConnectionHasNone() throws Exception {
    try (Connection async = Psycopg.connectAsync(Shared.server().dsn())) {
      Psycopg.waitSelect(async);
      for (ThrowingCallable call :
          new ThrowingCallable[] {
            async::lobject, () -> async.cursor().loCreat(), () -> async.cursor().loUnlink(1)
          }) {
        assertThatThrownBy(call)
            .isInstanceOf(ProgrammingException.class)
            .hasMessage("lobject cannot be used in asynchronous mode");
      }
    }
  }

  @Test
  void aModeIsOneOfPsycopg2s() {
    assertThatThrownBy(() -> conn.lobject(0, "wr"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("bad mode for lobject: 'wr'");
  }
}
