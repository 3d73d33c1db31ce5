// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server made from another one's data. */
@Timeout(120)
class StandbyServerTest {

  @Test
  void aCopyFollowsThePrimaryAndTakesOver() {
    try (PostgresServer primary = PostgresServer.builder().start()) {
      primary.execute("CREATE TABLE followed (id int)");
      primary.stop();
      try (PostgresServer standby =
          PostgresServer.builder()
              .copyOf(primary)
              .file("standby.signal", "")
              .setting("primary_conninfo", "host=127.0.0.1 user=postgres port=" + primary.port())
              .start()) {
        primary.restart();
        primary.execute("INSERT INTO followed VALUES (7)");
        standby.execute(
            """
            DO $$ BEGIN
              WHILE NOT EXISTS (SELECT FROM followed) LOOP
                PERFORM pg_sleep(0.01);
              END LOOP;
            END $$""");
        primary.kill();
        assertThat(standby.execute("SELECT pg_promote()")).containsExactly(List.of("t"));
        standby.execute("INSERT INTO followed VALUES (8)");
        assertThat(standby.execute("SELECT id FROM followed ORDER BY 1"))
            .containsExactly(List.of("7"), List.of("8"));
      }
    }
  }

  @Test
  void aCopyOfItsOwnGoesItsOwnWay() {
    try (PostgresServer first = PostgresServer.builder().start()) {
      first.execute("CREATE TABLE common (id int)");
      first.stop();
      try (PostgresServer second = PostgresServer.builder().copyOf(first).start()) {
        second.execute("INSERT INTO common VALUES (1)");
        first.restart();
        assertThat(first.execute("SELECT id FROM common")).isEmpty();
      }
    }
  }
}
