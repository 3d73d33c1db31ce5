// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionInfoTest {
  @Test
  void pairsMayBeQuotedAndSpaced() {
    assertThat(ConnectionInfo.parse("host = h  port=1 user='a \\'b\\\\' password=c\\ d dbname='' "))
        .isEqualTo(new ConnectionInfo("h", 1, "a 'b\\", "a 'b\\", "c d"));
    assertThatThrownBy(() -> ConnectionInfo.parse("host=h secret"))
        .isInstanceOf(PostgresServerException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void uris() {
    assertThat(ConnectionInfo.parse("postgres://u@[::1]:7/d"))
        .isEqualTo(new ConnectionInfo("::1", 7, "u", "d", null));
    assertThat(ConnectionInfo.parse("postgresql:///d?host=/run/x&port=8&user=u&password=a%2Bb+"))
        .isEqualTo(new ConnectionInfo("/run/x", 8, "u", "d", "a+b+"));
  }

  @Test
  void environment() {
    assertThat(
            ConnectionInfo.ofEnvironment(
                Map.of("PGHOST", "h", "PGPORT", "9", "PGUSER", "u", "PGPASSWORD", "p")))
        .isEqualTo(new ConnectionInfo("h", 9, "u", "u", "p"));
    assertThat(ConnectionInfo.ofEnvironment(Map.of()))
        .isEqualTo(new ConnectionInfo("127.0.0.1", 5432, "postgres", "postgres", null));
  }

  @Test
  void whatItWritesItReads() {
    Seeded.each(
        200,
        random -> {
          ConnectionInfo info =
              new ConnectionInfo(
                  "h" + random.string(5),
                  random.between(1, 65535),
                  "u" + random.string(5),
                  "d" + random.string(5),
                  random.chance(0.5) ? null : "p" + random.string(5));
          assertThat(ConnectionInfo.parse(info.dsn())).isEqualTo(info);
        });
  }
}
