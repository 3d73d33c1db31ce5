// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;

/** A connection that nobody holds any more, and nobody has closed. */
@Timeout(60)
class UnreachableConnectionTest {
  /** A session that was left in a transaction, with a handler that knows its connection. */
  private static Backend abandoned() {
    Connection conn = Shared.connect();
    conn.onNotice(notice -> conn.notices().clear());
    Shared.run(conn, "DO $$ BEGIN RAISE NOTICE 'n'; END $$");
    conn.types();
    return Backend.of(conn);
  }

  private static void collectGarbage() {
    WeakReference<Object> garbage = new WeakReference<>(new Object());
    while (garbage.get() != null) {
      System.gc();
    }
  }

  @Test
  void itsSessionEnds() {
    Backend backend = abandoned();
    for (int i = 0; backend.isThere() && i < 100; i++) {
      collectGarbage();
      backend.awaitGone(Duration.ofMillis(100));
    }
    assertThat(backend.isThere()).isFalse();
  }

  /** Its last statement is executed to the end, whatever the garbage collector thinks of it. */
  @Test
  void itsSocketIsOpenForAsLongAsItIsUsed() throws Exception {
    for (int i = 0; i < 20; i++) {
      Background<Object> last =
          Background.start(
              () -> {
                Psycopg.connect(Shared.server().dsn())
                    .inTransaction(tx -> Shared.run(tx, "SELECT pg_sleep(0.02)"));
                return "done";
              });
      collectGarbage();
      collectGarbage();
      assertThat(last.result()).isEqualTo("done");
    }
  }

  @Test
  void aCursorHoldsIt() {
    Cursor<Row> cur = Shared.connect().cursor();
    collectGarbage();
    assertThat(Shared.value(cur.execute("SELECT 1"))).isEqualTo(1);
    cur.connection().close();
  }
}
