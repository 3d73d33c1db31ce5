// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Typecasters;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.types.Typecaster;

/** Types that are registered when a connection is configured are every borrower's. */
class TypesTest {
  private static final Typecaster SHOUTING =
      Typecasters.newType(Set.of(25L), "SHOUTING", (text, scope) -> text + "!");

  private Connection outside;

  enum Mood {
    SAD,
    HAPPY
  }

  @BeforeEach
  void makeType() {
    outside = Psycopg.connect(Pools.dsn());
    outside.autocommit(true);
    Pools.run(outside, "DROP TYPE IF EXISTS pool_mood");
    Pools.run(outside, "CREATE TYPE pool_mood AS ENUM ('SAD', 'HAPPY')");
  }

  @AfterEach
  void dropType() {
    Pools.run(outside, "DROP TYPE pool_mood");
    outside.close();
  }

  @Test
  void whatIsConfiguredHoldsAndWhatABorrowerRegistersDoesNot() {
    try (ConnectionPool pool =
        Pools.ready(
            o -> o.minSize(1).configure(c -> c.types().registerEnum("pool_mood", Mood.class)))) {
      for (int i = 0; i < 3; i++) {
        try (Connection conn = pool.getConn()) {
          assertThat(Pools.value(conn, "SELECT 'HAPPY'::pool_mood")).isEqualTo(Mood.HAPPY);
          assertThat(conn.cursor().execute("SELECT %s = 'SAD'", Mood.SAD).fetchOne().get(0))
              .isEqualTo(true);
          assertThat(Pools.value(conn, "SELECT '{a}'::text[]")).isEqualTo(List.of("a"));
          assertThat(Pools.value(conn, "SELECT 'x'::text")).isEqualTo("x");
          conn.types().registerType(SHOUTING);
          assertThat(Pools.value(conn, "SELECT 'x'::text")).isEqualTo("x!");
        }
        assertThat(
                Pools.get(pool.callAsync(c -> c.fetchOne("SELECT 'SAD'::pool_mood, 'y'::text")))
                    .toList())
            .containsExactly(Mood.SAD, "y");
      }
    }
  }
}
