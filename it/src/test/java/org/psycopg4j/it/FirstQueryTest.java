// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.testkit.PostgresServer;

class FirstQueryTest {
  @Test
  void aRowFromARealServer() {
    try (Connection conn = Psycopg.connect(PostgresServer.shared().dsn())) {
      assertThat(conn.cursor().execute("SELECT %s + 1", 41).fetchOne().getInt(0)).isEqualTo(42);
      assertThat(conn.serverVersion()).isGreaterThanOrEqualTo(130000);
    }
  }

  @Test
  void theTestsRunAsAModule() {
    assertThat(getClass().getModule().getName()).isEqualTo("org.psycopg4j.it");
    assertThat(Psycopg.class.getModule().isNamed()).isTrue();
    assertThat(Psycopg.class.getModule().isExported("org.psycopg4j.internal.engine")).isFalse();
  }
}
