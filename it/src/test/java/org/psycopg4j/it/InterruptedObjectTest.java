// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.LargeObject;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.QueryCanceled;

/**
 * An interrupt in the middle of a large object's bytes: either nothing was done, or all, or the
 * transaction has failed. What a stream has kept back is not lost by it.
 */
@Timeout(60)
class InterruptedObjectTest {
  private static final byte[] DATA = LargeObjectTest.bytes(3_000_000);

  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
  }

  @AfterEach
  void close() {
    Thread.interrupted();
    conn.close();
  }

  private static void assertNothingSent(Exception e) {
    assertThat(e.getCause()).isInstanceOf(QueryCanceled.class);
    assertThat(e).hasMessageEndingWith("nothing was sent to the server");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aReadThatIsInterruptedInTheMiddleIsNotHalfDone() throws Exception {
    LargeObject lo = conn.lobject(0, "wb");
    lo.write(DATA);
    lo.seek(0);
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    OutputStream interrupting =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new AssertionError("bytes come many at a time");
          }

          @Override
          public void write(byte[] bytes, int off, int len) {
            if (len > 0 && copy.size() == 0) {
              Thread.currentThread().interrupt();
            }
            copy.write(bytes, off, len);
          }
        };
    try {
      lo.inputStream().transferTo(interrupting);
    } catch (IOException e) {
      assertThat(e.getCause()).isInstanceOf(QueryCanceled.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
      return;
    }
    assertThat(Thread.interrupted()).isTrue(); // the server was faster
    assertThat(copy.toByteArray()).isEqualTo(DATA);
  }

  /** Where the time ends differs from run to run: what holds is the same wherever that is. */
  @Test
  void aWriteThatRunsOutOfTimeIsDoneOrNotOrHasFailed() {
    LargeObject lo = conn.lobject(0, "wb");
    long whole = System.nanoTime();
    lo.write(DATA);
    whole = System.nanoTime() - whole;
    for (int i = 1; i <= 20; i++) {
      ByteBuffer direct = ByteBuffer.allocateDirect(DATA.length).put(DATA).flip();
      lo.truncate();
      lo.seek(0);
      boolean done = true;
      try {
        conn.within(Duration.ofNanos(whole * i / 20), () -> lo.write(direct));
      } catch (QueryCanceled e) {
        done = false;
      }
      if (conn.getTransactionStatus() == TransactionStatus.INERROR) {
        assertThat(done).isFalse();
        conn.rollback();
        return;
      }
      assertThat(lo.tell()).isEqualTo(done ? DATA.length : 0);
      assertThat(direct.remaining()).isEqualTo(done ? 0 : DATA.length);
    }
  }

  @Test
  void whatAStreamCouldNotWriteIsWrittenLater() throws IOException {
    LargeObject lo = conn.lobject(0, "wb");
    try (OutputStream out = lo.outputStream()) {
      out.write(DATA, 0, 100);
      Thread.currentThread().interrupt();
      assertThatThrownBy(out::flush).satisfies(e -> assertNothingSent((Exception) e));
      out.write(DATA, 100, 100);
    }
    assertThat(conn.lobject(lo.oid(), "rb").read()).isEqualTo(Arrays.copyOf(DATA, 200));
  }

  @Test
  void aFullStreamWritesOnByteByByte() throws IOException {
    int full = 4 * 31 * 2048;
    LargeObject lo = conn.lobject(0, "wb");
    try (OutputStream out = lo.outputStream()) {
      out.write(DATA, 0, full - 1);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> out.write(DATA[full - 1]))
          .satisfies(e -> assertNothingSent((Exception) e));
      out.write(DATA[full]);
    }
    assertThat(conn.lobject(lo.oid(), "rb").read()).isEqualTo(Arrays.copyOf(DATA, full + 1));
  }

  @Test
  void aStreamStaysWhereItIs() throws IOException {
    LargeObject lo = conn.lobject(0, "wb");
    lo.write(DATA, 0, 1000);
    lo.seek(0);
    InputStream in = lo.inputStream();
    in.read();
    Thread.currentThread().interrupt();
    assertThatThrownBy(lo::tell).isInstanceOf(QueryCanceled.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(lo.tell()).isEqualTo(1);
    assertThat(in.read()).isEqualTo(DATA[1] & 0xff);
  }
}
