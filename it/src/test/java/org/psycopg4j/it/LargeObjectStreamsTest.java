// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psycopg4j.Connection;
import org.psycopg4j.LargeObject;
import org.psycopg4j.LobjectOptions;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.QueryCanceled;

/** A large object's bytes as streams, channels and files. */
class LargeObjectStreamsTest {
  private static final byte[] DATA = LargeObjectTest.bytes(700_001);

  @TempDir private Path directory;
  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private LargeObject object() {
    LargeObject lo = conn.lobject(0, "wb");
    lo.write(DATA);
    lo.seek(0);
    return lo;
  }

  @Test
  void aStreamReadsAllOfIt() throws IOException {
    LargeObject lo = object();
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    InputStream in = lo.inputStream();
    byte[] buf = new byte[40_001];
    copy.write(in.read());
    for (int n, size = 1; (n = in.read(buf, 0, size)) >= 0; size = size * 7 % 40_001) {
      copy.write(buf, 0, n);
    }
    assertThat(copy.toByteArray()).isEqualTo(DATA);
    assertThat(in.read()).isEqualTo(-1);
    assertThat(in.read(buf)).isEqualTo(-1);
    assertThat(in.read(buf, 0, 0)).isZero();
    in.close();
    assertThat(lo.closed()).isTrue();
    assertThatThrownBy(in::read)
        .isInstanceOf(IOException.class)
        .hasMessage("lobject already closed");
  }

  @Test
  void aStreamIsReadAsAWhole() throws IOException {
    LargeObject lo = object();
    InputStream in = lo.inputStream();
    in.skipNBytes(3);
    assertThat(in.read()).isEqualTo(DATA[3] & 0xff);
    assertThat(in.available()).isPositive();
    assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(DATA, 4, DATA.length));
    lo.seek(1);
    in.read();
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    assertThat(in.transferTo(copy)).isEqualTo(DATA.length - 2);
    assertThat(copy.toByteArray()).isEqualTo(Arrays.copyOfRange(DATA, 2, DATA.length));
  }

  @Test
  void skippingGoesToTheEndAtMost() throws IOException {
    LargeObject lo = object();
    InputStream in = lo.inputStream();
    in.read();
    assertThat(in.skip(600_000)).isEqualTo(600_000);
    assertThat(in.read()).isEqualTo(DATA[600_001] & 0xff);
    assertThat(in.skip(-5)).isZero();
    assertThat(in.skip(1L << 40)).isEqualTo(DATA.length - 600_002);
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void theObjectsPositionIsThatOfTheStream() throws IOException {
    LargeObject lo = object();
    InputStream in = lo.inputStream();
    in.read(new byte[10]);
    assertThat(lo.tell()).isEqualTo(10);
    in.read(new byte[20]);
    assertThat(lo.read(5)).isEqualTo(Arrays.copyOfRange(DATA, 30, 35));
    in.read();
    lo.write(new byte[] {1, 2, 3}); // from 36 to 39
    assertThat(in.read()).isEqualTo(DATA[39] & 0xff);
    lo.seek(37);
    assertThat(in.read()).isEqualTo(2);
    OutputStream out = lo.outputStream();
    out.write(50); // at 38
    out.write(51);
    assertThat(in.read()).isEqualTo(DATA[40] & 0xff);
    lo.seek(36);
    assertThat(lo.read(4)).containsExactly(1, 2, 50, 51);
  }

  @Test
  void aStreamWritesAllOfIt() throws IOException {
    LargeObject lo = conn.lobject(0, "wb");
    try (OutputStream out = lo.outputStream()) {
      out.write(DATA[0]);
      int at = 1;
      for (int size = 1; at < DATA.length; size = size * 7 % 300_007) {
        int length = Math.min(size, DATA.length - at);
        out.write(DATA, at, length);
        at += length;
      }
    }
    assertThat(lo.closed()).isTrue();
    assertThat(conn.lobject(lo.oid(), "rb").read()).isEqualTo(DATA);
  }

  @Test
  void whatIsKeptBackIsWrittenByFlushAndByWhatComesNext() throws IOException {
    LargeObject lo = conn.lobject(0, "wb");
    LargeObject other = conn.lobject(lo.oid(), "rwb"); // "rb" has a snapshot
    OutputStream out = lo.outputStream();
    out.write(1);
    assertThat(other.read()).isEmpty();
    out.flush();
    assertThat(other.read()).containsExactly(1);
    out.write(2);
    assertThat(lo.tell()).isEqualTo(2);
    assertThat(other.read()).containsExactly(2);
    out.write(3);
    lo.close();
    assertThat(other.read()).containsExactly(3);
  }

  @Test
  void whatCouldNotBeWrittenIsAnErrorOfFlushOrClose() throws IOException {
    LargeObject lo = object();
    conn.commit();
    LargeObject reading = conn.lobject(lo.oid(), "rb");
    OutputStream out = reading.outputStream();
    out.write(1);
    assertThatThrownBy(out::flush)
        .isInstanceOf(IOException.class)
        .hasMessage("ERROR:  large object descriptor 0 was not opened for writing")
        .hasCauseInstanceOf(OperationalException.class);
    conn.rollback();
    OutputStream late = conn.lobject(lo.oid(), "wb").outputStream();
    late.write(1);
    conn.commit();
    assertThatThrownBy(late::close)
        .isInstanceOf(IOException.class)
        .hasMessage("lobject isn't valid anymore")
        .hasCauseInstanceOf(ProgrammingException.class);
    late.close();
  }

  @Test
  void anErrorInTheMiddleIsTheFirstOneAndLeavesTheConnectionInStep() {
    LargeObject lo = object();
    conn.commit();
    LargeObject reading = conn.lobject(lo.oid(), "rb");
    assertThatThrownBy(() -> reading.write(DATA))
        .isInstanceOfSatisfying(
            OperationalException.class, e -> assertThat(e.pgcode()).isEqualTo("55000"));
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
    conn.rollback();
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void aFailedTargetLeavesThePositionBehindWhatItWasGiven() throws IOException {
    LargeObject lo = object();
    int[] taken = {0};
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void write(byte[] data, int off, int len) throws IOException {
            taken[0] += len;
            if (taken[0] > 100_000) {
              throw new IOException("full");
            }
          }
        };
    InputStream in = lo.inputStream();
    assertThatThrownBy(() -> in.transferTo(full)).hasMessage("full");
    assertThat(lo.tell()).isEqualTo(taken[0]);
    assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(DATA, taken[0], DATA.length));
  }

  @Test
  void theTargetOfATransferCannotUseTheConnection() throws IOException {
    LargeObject lo = object();
    OutputStream curious =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void write(byte[] data, int off, int len) {
            conn.cursor().execute("SELECT 1");
          }
        };
    InputStream in = lo.inputStream();
    assertThatThrownBy(() -> in.transferTo(curious))
        .hasMessage("the connection is busy: lobject is under way on it");
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void aChannelReadsWritesAndMoves() throws IOException {
    LargeObject lo = conn.lobject(0, "wb");
    SeekableByteChannel channel = lo.channel();
    assertThat(channel.write(ByteBuffer.wrap(DATA))).isEqualTo(DATA.length);
    assertThat(channel.position()).isEqualTo(DATA.length);
    assertThat(channel.size()).isEqualTo(DATA.length);
    channel.position(5);
    ByteBuffer heap = ByteBuffer.allocate(100_010).position(10);
    assertThat(channel.read(heap.slice())).isEqualTo(100_000);
    assertThat(ByteBuffer.wrap(heap.array(), 10, 100_000))
        .isEqualTo(ByteBuffer.wrap(DATA, 5, 100_000));
    ByteBuffer direct = ByteBuffer.allocateDirect(50_000);
    assertThat(channel.read(direct)).isEqualTo(50_000);
    assertThat(direct.flip()).isEqualTo(ByteBuffer.wrap(DATA, 100_005, 50_000));
    assertThat(channel.read(ByteBuffer.allocate(0))).isZero();
    assertThat(channel.truncate(1L << 40).size()).isEqualTo(DATA.length);
    assertThat(channel.truncate(100).size()).isEqualTo(100);
    assertThat(channel.position()).isEqualTo(100);
    assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    assertThatThrownBy(() -> channel.position(-1)).isInstanceOf(IllegalArgumentException.class);
    channel.close();
    assertThat(lo.closed()).isTrue();
    assertThat(channel.isOpen()).isFalse();
    assertThatThrownBy(channel::size).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void filesGoInAndOut() throws IOException {
    Path in = Files.write(directory.resolve("in"), DATA);
    Path out = directory.resolve("out");
    LargeObject lo = conn.lobject(LobjectOptions.mode("rb").newFile(in));
    assertThat(lo.mode()).isEqualTo("wb");
    assertThat(lo.tell()).isZero();
    assertThat(lo.read()).isEqualTo(DATA);
    lo.close();
    lo.export(out);
    assertThat(out).hasBinaryContent(DATA);
    conn.commit();
    long oid = conn.cursor().loImport(in);
    Files.writeString(out, "something else that is there");
    conn.cursor().loExport(oid, out);
    assertThat(out).hasBinaryContent(DATA);
  }

  @Test
  void aFileThatCannotBeUsedIsAnOperationalErrorAndTheTransactionGoesOn() throws IOException {
    Path none = directory.resolve("none").resolve("file");
    LargeObject lo = object();
    assertThatThrownBy(() -> lo.export(none))
        .isInstanceOf(OperationalException.class)
        .hasMessage("could not open file \"" + none + "\": No such file or directory");
    assertThatThrownBy(() -> conn.lobject(LobjectOptions.defaults().newFile(none)))
        .isInstanceOf(OperationalException.class)
        .hasMessage("could not open file \"" + none + "\": No such file or directory");
    Object before = Shared.value(conn, "SELECT count(*) FROM pg_largeobject_metadata");
    assertThatThrownBy(() -> conn.lobject(LobjectOptions.defaults().newFile(directory)))
        .isInstanceOf(OperationalException.class)
        .hasMessageStartingWith("could not read from file \"" + directory + "\": ");
    assertThat(Shared.value(conn, "SELECT count(*) FROM pg_largeobject_metadata"))
        .isEqualTo(before);
    assertThat(lo.read()).isEqualTo(DATA);
  }

  @Test
  void anInterruptInTheMiddleLeavesTheConnectionInStep() throws Exception {
    LargeObject lo = object();
    Background<Boolean> interrupted =
        Background.start(
            () -> {
              Thread.currentThread().interrupt();
              try {
                for (int i = 0; i < 50; i++) {
                  lo.seek(0);
                  lo.read();
                }
              } catch (OperationalException e) {
                assertThat(e).isInstanceOf(QueryCanceled.class);
              }
              return Thread.interrupted();
            });
    assertThat(interrupted.result()).isTrue();
    conn.rollback();
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }
}
