// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import java.util.List;

/**
 * The tables that the workloads work on, in a schema of their own, and the statements. A parameter
 * is written {@code %s}; each driver puts its own mark there.
 *
 * @param scanRows the rows that a scan returns
 * @param lookupRows the rows that a look-up chooses from
 */
public record Tables(int scanRows, int lookupRows) {
  public static final String SELECT_ONE = "select 1";
  public static final String LOOKUP =
      "select id, balance, name from psycopg4j_benchmarks.lookup where id = %s";
  public static final String SCAN = "select a, b, c, d, e, f, g from psycopg4j_benchmarks.scan";
  public static final String INSERT =
      "insert into psycopg4j_benchmarks.journal (id, note) values (%s, %s)";

  /** Inserts a row into what is copied to. */
  public static final String INSERT_COPIED =
      "insert into psycopg4j_benchmarks.copied (id, note, value) values (%s, %s, %s)";

  /** Inserts the rows of three arrays. */
  public static final String INSERT_ARRAYS =
      """
      insert into psycopg4j_benchmarks.copied (id, note, value) \
      select * from unnest(%s::int4[], %s::text[], %s::float8[])""";

  public static final String TRUNCATE = "truncate psycopg4j_benchmarks.journal";

  /** Counts and sums up the journal. */
  public static final String JOURNAL_SUM =
      """
      select coalesce(sum(id::bigint * 31 + length(note)), 0)::bigint * 1000 + count(*)
      from psycopg4j_benchmarks.journal""";

  /** What is copied to, as COPY and a statement name it. */
  public static final String COPIED = "psycopg4j_benchmarks.copied";

  /** What is copied out. */
  public static final String SCANNED = "psycopg4j_benchmarks.scan";

  public static final String TRUNCATE_COPIED = "truncate psycopg4j_benchmarks.copied";

  /** Counts and sums up what was copied. */
  public static final String COPIED_SUM =
      """
      select coalesce(sum(id::bigint * 31 + length(note) + (value * 8)::bigint), 0)::bigint
          * 1000 + count(*)
      from psycopg4j_benchmarks.copied""";

  /** A role that has to prove its password where {@link #SCRAM_HBA} is in force. */
  public static final String SCRAM_USER = "psycopg4j_scram";

  public static final String SCRAM_PASSWORD = "correct horse battery staple";

  /** The line of pg_hba.conf for that role. */
  public static final String SCRAM_HBA = "host all " + SCRAM_USER + " all scram-sha-256";

  public static final String DROP =
      "drop schema if exists psycopg4j_benchmarks cascade; drop role if exists " + SCRAM_USER;

  private static final int BULK = 100_000;
  private static final int MOST_MEBIBYTES = 64;

  /** How many rows are inserted or copied: a tenth of the scan's, 100,000 at the most. */
  public int bulkRows() {
    return Math.min(BULK, scanRows / 10);
  }

  /** How many MiB a large object has: 64, of which a small scan's run takes a few. */
  public int mebibytes() {
    return Math.max(1, Math.min(MOST_MEBIBYTES, scanRows / 12_500));
  }

  /** A statement with {@code $1} for its first {@code %s}, and so on. */
  public static String numbered(String sql) {
    String numbered = sql;
    for (int i = 1; numbered.contains("%s"); i++) {
      numbered = numbered.replaceFirst("%s", "\\$" + i);
    }
    return numbered;
  }

  /** The statements that make and fill the tables; VACUUM among them wants to be alone. */
  public List<String> create() {
    return List.of(
        "create schema psycopg4j_benchmarks",
        """
        create table psycopg4j_benchmarks.scan as
          select i::int8 as a,
                 (i * 7919 %% 1000003)::int4 as b,
                 'row number ' || i as c,
                 sqrt(i::float8) as d,
                 (i * 1.01)::numeric(14, 2) as e,
                 timestamptz '2024-01-01 00:00:00+00' + i * interval '61.000007 s' as f,
                 i %% 3 = 0 as g
          from generate_series(1, %d::int8) as i"""
            .formatted(scanRows),
        """
        create table psycopg4j_benchmarks.lookup as
          select i::int4 as id, i * 1000003::int8 as balance, 'name of ' || i as name
          from generate_series(1, %d::int8) as i"""
            .formatted(lookupRows),
        "alter table psycopg4j_benchmarks.lookup add primary key (id)",
        "create table psycopg4j_benchmarks.journal (id int4, note text)",
        "create table psycopg4j_benchmarks.copied (id int4, note text, value float8)",
        """
        create table psycopg4j_benchmarks.bytes as
          select repeat('a', 1000)::bytea as b from generate_series(1, 100)""",
        """
        create table psycopg4j_benchmarks.arrays as
          select (select array_agg(i) from generate_series(1, 100) as i) as a
          from generate_series(1, 100)""",
        "create role %s login password '%s'".formatted(SCRAM_USER, SCRAM_PASSWORD),
        "vacuum analyze psycopg4j_benchmarks.scan, psycopg4j_benchmarks.lookup");
  }
}
