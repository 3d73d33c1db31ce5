// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psycopg4j.it.promotion.Step.elsewhere;
import static org.psycopg4j.it.promotion.Step.execute;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.it.promotion.Contest.Difference;

/** Programs in which a prepared statement might do something else, in autocommit and not. */
class HandmadeProgramsTest {
  private static Contest contest;

  @BeforeAll
  static void open() {
    contest = new Contest();
  }

  @AfterAll
  static void close() {
    contest.close();
  }

  private static List<Step> times(int count, Step step) {
    return Collections.nCopies(count, step);
  }

  @SafeVarargs
  private static void same(boolean autocommit, List<Step>... parts) {
    List<Step> program = new ArrayList<>();
    program.add(Step.autocommit(autocommit));
    for (List<Step> part : parts) {
      program.addAll(part);
    }
    program.add(Step.commit());
    Difference difference = contest.run(program);
    assertThat(difference).as(() -> "of " + program).isNull();
  }

  private static void repeated(boolean autocommit, String sql, Object... arguments) {
    same(autocommit, times(7, execute(sql, arguments)));
  }

  /** The server finds a constraint violated at the Sync, after it has said that it is done. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deferredConstraintsFailAtTheEnd(boolean autocommit) {
    repeated(
        autocommit,
        "INSERT INTO child (parent, a) VALUES (%s, (SELECT max(a) + 1 FROM child)) RETURNING *",
        77);
    repeated(autocommit, "INSERT INTO child (parent, a) VALUES (1, %s) RETURNING id", 50);
    same(
        autocommit,
        List.of(execute("SET CONSTRAINTS ALL IMMEDIATE")),
        times(7, execute("INSERT INTO child (parent, a) VALUES (%s, 90)", 99)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anErrorAmidRowsLeavesNone(boolean autocommit) {
    repeated(autocommit, "SELECT 10 / (5 - g) FROM generate_series(1, %s) g", 9);
    repeated(autocommit, "SELECT failing(%s), nextval('counter')", 7);
  }

  /** What a sequence gives is gone, however often the statement was tried. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSequenceAdvancesOnceForEachExecution(boolean autocommit) {
    Step good = execute("SELECT nextval('counter'), %s::int", "5");
    Step bad = execute("SELECT nextval('counter'), %s::int", "x");
    same(autocommit, times(6, good), times(2, bad), List.of(Step.rollback()), times(2, bad));
    repeated(autocommit, "INSERT INTO texts (x) VALUES (%s) RETURNING id", "x");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void functionsAreDroppedAndMadeAnewByOthers(boolean autocommit) {
    Step overloaded = execute("SELECT f(%s), %s + 1", 5, 5);
    same(
        autocommit,
        times(7, overloaded),
        List.of(
            elsewhere("DROP FUNCTION s.f(int)"),
            elsewhere("DROP FUNCTION s.f(bigint)"),
            elsewhere("DROP FUNCTION s.f(numeric)")),
        times(2, overloaded));
    Step only = execute("SELECT %s::text || 'xxxxxxxxxxxxx', twice(%s)", "aaaaaaaaa", 5);
    same(
        autocommit,
        times(7, only),
        List.of(elsewhere("DROP FUNCTION s.twice(int)")),
        times(2, only));
    Step typed = execute("SELECT twice(%s)", 5);
    same(
        autocommit,
        times(7, typed),
        List.of(
            elsewhere("DROP FUNCTION s.twice(int)"),
            elsewhere(
                "CREATE FUNCTION s.twice(int) RETURNS text LANGUAGE sql AS $$ SELECT 'two' $$")),
        times(2, typed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "extra_float_digits=-5",
        "DateStyle=SQL, DMY",
        "search_path=other, s, public",
        "role=pg_monitor",
        "TimeZone=Asia/Tokyo",
        "IntervalStyle=iso_8601",
        "plan_cache_mode=force_generic_plan"
      })
  void aFunctionChangesASetting(String setting) {
    int equals = setting.indexOf('=');
    Step set =
        execute("SELECT sets(%s, %s)", setting.substring(0, equals), setting.substring(equals + 1));
    List<Step> statements =
        List.of(
            execute("SELECT f8, f4, ARRAY[f8] FROM numbers WHERE id = %s", 2),
            execute("SELECT i4, current_user FROM numbers WHERE id = %s", 1),
            execute("SELECT '01/02/2020'::date, d, tstz, iv FROM times WHERE id = %s", 1),
            execute("SELECT b, '\\\\', length('\\\\') FROM texts WHERE id = %s", 2));
    List<Step> often = new ArrayList<>();
    times(6, execute("")).forEach(one -> often.addAll(statements));
    same(true, often, List.of(set), often);
    same(false, often, List.of(set), often, List.of(Step.rollback()), often);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void transactionsBegunByHand(boolean autocommit) {
    Step one = execute("SELECT %s", 1);
    Step bad = execute("SELECT %s::int", "x");
    same(
        autocommit,
        times(5, one),
        List.of(execute("BEGIN"), one, bad, one, execute("ROLLBACK"), one));
    same(
        autocommit,
        times(5, one),
        List.of(
            execute("BEGIN; SELECT 1"),
            one,
            execute("COMMIT; BEGIN ISOLATION LEVEL REPEATABLE READ"),
            one,
            bad,
            execute("ROLLBACK")));
    same(
        autocommit,
        times(3, one),
        List.of(execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"), one));
    same(
        autocommit,
        List.of(execute("SET default_transaction_isolation TO 'serializable'")),
        times(6, execute("SELECT current_setting('transaction_isolation'), %s", 1)));
  }

  /** A savepoint of ours has the name of one of the user's. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void savepointsOfTheSameName(boolean autocommit) {
    Step insert = execute("INSERT INTO log (what) VALUES (%s)", "x");
    Step bad = execute("INSERT INTO log (n, what) VALUES (%s, 'y')", "z");
    same(
        autocommit,
        List.of(execute("BEGIN"), insert, execute("SAVEPOINT _psycopg4j")),
        times(6, insert),
        List.of(bad, execute("ROLLBACK TO SAVEPOINT _psycopg4j"), insert, execute("COMMIT")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsReadOfTheSessionItself(boolean autocommit) {
    repeated(
        autocommit,
        "SELECT mode, locktype, %s FROM pg_locks WHERE pid = pg_backend_pid() ORDER BY 1, 2",
        1);
    repeated(autocommit, "SELECT pg_current_xact_id_if_assigned() IS NULL, %s", 1);
    repeated(autocommit, "UPDATE numbers SET i4 = i4 + 1 WHERE id = %s RETURNING ctid", 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void valuesAtTheEdge(boolean autocommit) {
    repeated(autocommit, "SELECT id FROM numbers ORDER BY id FETCH FIRST %s ROWS ONLY", -1);
    repeated(autocommit, "SELECT id FROM numbers ORDER BY id LIMIT %s", -1);
    repeated(autocommit, "SELECT length(%s), %s", "x".repeat(100_000), 5);
    repeated(autocommit, "SELECT %s", "a\0b");
    repeated(autocommit, "INSERT INTO others (id, jb) VALUES (100, %s)", "{\"a\": \"\\u0000\"}");
    repeated(autocommit, "INSERT INTO parts VALUES (%s, 'x')", 9);
    repeated(autocommit, "SELECT 'today12:00'::timestamp IS NOT NULL, %s", 1);
    same(
        autocommit,
        List.of(execute("SET statement_timeout = 50")),
        times(3, execute("SELECT pg_sleep(%s)", 1)));
  }

  /** Rules that add commands without rows. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rulesAddCommands(boolean autocommit) {
    Step update = execute("UPDATE changing SET a = %s", 5);
    same(
        autocommit,
        List.of(
            execute(
                "CREATE RULE r AS ON UPDATE TO s.changing"
                    + " DO ALSO INSERT INTO s.log (what) VALUES ('x')")),
        times(7, update));
    same(
        autocommit,
        List.of(execute("CREATE RULE r AS ON UPDATE TO s.changing DO ALSO NOTIFY x")),
        times(7, update));
  }
}
