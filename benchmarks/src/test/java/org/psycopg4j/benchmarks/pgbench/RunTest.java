// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.pgbench.drivers.Outcome;
import org.psycopg4j.benchmarks.pgbench.drivers.PgbenchDriver;
import org.psycopg4j.benchmarks.pgbench.drivers.UnsupportedException;
import org.psycopg4j.errors.UndefinedTable;
import org.psycopg4j.testkit.PostgresServer;

/** Each driver does each of the seven queries, and what it should. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunTest {
  private static final int CONNECTIONS = 3;

  /** Each connection does its work once. */
  private static final Load ONCE = new Load(Duration.ZERO, Duration.ZERO, 60, CONNECTIONS);

  @AfterEach
  void dropTables() {
    PostgresServer.shared().execute("DROP TABLE IF EXISTS _test, _bytes");
  }

  static List<Arguments> runs() {
    List<Arguments> runs = new ArrayList<>();
    for (PgbenchDriver driver : PgbenchDriver.values()) {
      for (String query : Queries.names()) {
        if (driver != PgbenchDriver.VERTX || !query.equals("5-copyfrom")) {
          runs.add(Arguments.of(driver, query));
        }
      }
    }
    return runs;
  }

  @ParameterizedTest
  @MethodSource("runs")
  void aQueryIsDoneOnEachConnection(PgbenchDriver driver, String query) throws Exception {
    Outcome outcome = run(driver, QueryFile.parse(Queries.json(query)), ONCE);
    assertThat(outcome.tally().queries()).isEqualTo(CONNECTIONS);
    assertThat(outcome.tally().rows()).isEqualTo(CONNECTIONS * rows(query));
    assertThat(outcome.seconds()).isPositive();
    assertThat(
            PostgresServer.shared().execute("SELECT to_regclass('_test'), to_regclass('_bytes')"))
        .as("what setup has made is gone")
        .containsExactly(Arrays.asList(null, null));
  }

  private static long rows(String query) {
    return switch (query) {
      case "1-pg_type" ->
          Long.parseLong(one("SELECT count(*) FROM pg_type WHERE typtypmod = -1 AND typisdefined"));
      case "2-generate_series", "6-batch" -> 1000;
      case "3-large_object", "4-arrays" -> 100;
      case "5-copyfrom" -> 10_000;
      case "7-oneplusone" -> 1;
      default -> throw new AssertionError(query);
    };
  }

  static List<Arguments> writers() {
    return runs().stream()
        .filter(run -> List.of("5-copyfrom", "6-batch").contains(run.get()[1]))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("writers")
  void theRowsAreThereWithTheirValues(PgbenchDriver driver, String query) throws Exception {
    QueryFile file = QueryFile.parse(Queries.json(query));
    run(driver, new QueryFile(file.setup(), file.work(), /* teardown= */ null), ONCE);
    assertThat(
            one(
                "SELECT count(*) FROM _test WHERE (a, b, c, d, e, f, g)"
                    + " = (10, 11, 10, 'TESTTESTTEST', 10.333::float8, 12341234, '123412341234')"))
        .isEqualTo(Long.toString(CONNECTIONS * rows(query)));
    assertThat(one("SELECT count(*) FROM _test"))
        .isEqualTo(Long.toString(CONNECTIONS * rows(query)));
  }

  @ParameterizedTest
  @EnumSource
  void itGoesOnForAsLongAsItShould(PgbenchDriver driver) throws Exception {
    Load load = new Load(Duration.ofMillis(1), Duration.ofMillis(200), 60, CONNECTIONS);
    Outcome outcome = run(driver, QueryFile.parse(Queries.json("7-oneplusone")), load);
    assertThat(outcome.seconds()).isGreaterThanOrEqualTo(0.2);
    assertThat(outcome.tally().queries()).isGreaterThan(CONNECTIONS);
    assertThat(outcome.tally().rows()).isEqualTo(outcome.tally().queries());
  }

  @Test
  void vertxHasNoCopy() throws Exception {
    QueryFile file = QueryFile.parse(Queries.json("5-copyfrom"));
    assertThatThrownBy(() -> run(PgbenchDriver.VERTX, file, ONCE))
        .isInstanceOf(UnsupportedException.class);
    assertThat(one("SELECT to_regclass('_test')")).isNull();
  }

  @Test
  void aFailureIsRaisedAndWhatSetupHasMadeIsGone() {
    QueryFile file =
        QueryFile.parse(
            """
            {"setup": "CREATE TABLE _test()", "query": "SELECT * FROM _nowhere",
             "teardown": "DROP TABLE _test"}""");
    assertThatThrownBy(() -> run(PgbenchDriver.PSYCOPG4J, file, ONCE))
        .isInstanceOf(UndefinedTable.class);
    assertThatThrownBy(() -> run(PgbenchDriver.PSYCOPG4J_ASYNC, file, ONCE))
        .hasStackTraceContaining("_nowhere");
    assertThatThrownBy(() -> run(PgbenchDriver.PGJDBC, file, ONCE))
        .hasMessageContaining("_nowhere");
    assertThatThrownBy(() -> run(PgbenchDriver.VERTX, file, ONCE)).hasMessageContaining("_nowhere");
    assertThat(one("SELECT to_regclass('_test')")).isNull();
  }

  @Test
  void psycopg4jAndVertxUseUnixSockets() throws Exception {
    Target tcp = Target.of(PostgresServer.shared());
    Target unix =
        new Target(
            PostgresServer.shared().socketDirectory().toString(),
            tcp.port(),
            tcp.user(),
            tcp.database(),
            tcp.password(),
            null,
            0);
    QueryFile file = QueryFile.parse("{\"query\": \"SELECT 1 WHERE inet_client_addr() IS NULL\"}");
    for (PgbenchDriver driver :
        List.of(PgbenchDriver.PSYCOPG4J, PgbenchDriver.PSYCOPG4J_ASYNC, PgbenchDriver.VERTX)) {
      assertThat(Run.of(driver, unix, file, ONCE).tally().rows())
          .as(driver.title())
          .isEqualTo(CONNECTIONS);
      assertThat(Run.of(driver, tcp, file, ONCE).tally().rows()).as(driver.title()).isZero();
    }
    assertThatThrownBy(() -> Run.of(PgbenchDriver.PGJDBC, unix, file, ONCE))
        .isInstanceOf(UnsupportedException.class)
        .hasMessageContaining("--pghost=127.0.0.1");
  }

  private static Outcome run(PgbenchDriver driver, QueryFile file, Load load) throws Exception {
    return Run.of(driver, Target.of(PostgresServer.shared()), file, load);
  }

  private static String one(String sql) {
    return PostgresServer.shared().execute(sql).get(0).get(0);
  }
}
