// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What command tags and the texts of SET mean to prepared statements. */
final class CommandTest {
  @ParameterizedTest
  @CsvSource({
    "SELECT 1, SELECT",
    "INSERT 0 1, HARMLESS",
    "UPDATE 3, HARMLESS",
    "UNLISTEN, HARMLESS",
    "MERGE 2, HARMLESS",
    "MOVE 2, HARMLESS",
    "FETCH 10, HARMLESS",
    "DELETE 0, HARMLESS",
    "DECLARE CURSOR, HARMLESS",
    "CLOSE CURSOR, HARMLESS",
    "CLOSE CURSOR ALL, HARMLESS",
    "COPY 5, HARMLESS",
    "LISTEN, HARMLESS",
    "LOCK TABLE, HARMLESS",
    "NOTIFY, HARMLESS",
    "PREPARE, HARMLESS",
    "EXPLAIN, HARMLESS",
    "VACUUM, HARMLESS",
    "ANALYZE, HARMLESS",
    "TRUNCATE TABLE, HARMLESS",
    "SAVEPOINT, HARMLESS",
    "RELEASE, HARMLESS",
    "SHOW, HARMLESS",
    "SET, SET",
    "BEGIN, BEGIN",
    "START TRANSACTION, BEGIN",
    "COMMIT, END",
    "COMMIT PREPARED, END",
    "ROLLBACK, END",
    "ROLLBACK PREPARED, END",
    "PREPARE TRANSACTION, END",
    "DISCARD ALL, DISCARD",
    "DEALLOCATE, DISCARD",
    "DEALLOCATE ALL, DISCARD",
    "SET CONSTRAINTS, SET",
    "SELECTED, OTHER",
    "RESET, OTHER",
    "DISCARD PLANS, OTHER",
    "DISCARD TEMP, OTHER",
    "DO, OTHER",
    "CALL, OTHER",
    "CREATE TABLE, OTHER",
    "DROP TABLE, OTHER",
    "ALTER TABLE, OTHER",
    "GRANT, OTHER",
    "IMPORT FOREIGN SCHEMA, OTHER",
    "REFRESH MATERIALIZED VIEW, OTHER",
  })
  void aTagIsRead(String tag, Command command) {
    byte[] body = ("xx" + tag + "\0").getBytes(US_ASCII);
    assertThat(Command.of(body, 2, body.length - 2)).isEqualTo(command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set statement_timeout = 100",
        "SET LOCAL lock_timeout TO '1s';",
        "set session work_mem='4MB'",
        "SET application_name TO DEFAULT",
        "set enable_seqscan = off",
        "set myapp.tenant = '7'",
        "set transaction isolation level serializable",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
      })
  void whatChangesNoMeaningIsHarmless(String sql) {
    assertThat(Command.setsWhatIsHarmless(sql.getBytes(US_ASCII))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set search_path = a",
        "set role bob",
        "set session authorization bob",
        "set datestyle to iso",
        "set time zone 'UTC'",
        "set bytea_output = escape",
        "set work_memory = 1",
        "set work_mem = '1MB'; set search_path = a",
        "set work_mem",
        "select 1",
      })
  void whatMayChangeAMeaningIsNot(String sql) {
    assertThat(Command.setsWhatIsHarmless(sql.getBytes(US_ASCII))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "select 1, false",
    "select * INTO t from u, true",
    "select Set_Config('a.b' 1 true), true",
    "int, false",
    "into, true",
    "'', false",
  })
  void aSelectMayChangeMore(String sql, boolean more) {
    assertThat(Command.mayChangeMore(sql.getBytes(US_ASCII))).isEqualTo(more);
  }
}
