// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.psycopg4j.benchmarks.Blackhole;
import org.psycopg4j.benchmarks.Checksum;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.CrowdClient;
import org.psycopg4j.benchmarks.FieldQuery;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** B1, B2, B3, B4, B7: queries of MagicStack's pgbench, by ten connections at once. */
public final class FieldQueries implements Workload {
  private static final int CONNECTIONS = CrowdClient.CONNECTIONS;

  private final String name;
  private final String title;
  private final FieldQuery query;
  private final int times;
  private final List<Blackhole> blackholes =
      Stream.generate(Blackhole::new).limit(CONNECTIONS).toList();

  private FieldQueries(String name, String title, FieldQuery query, int times) {
    this.name = name;
    this.title = title;
    this.query = query;
    this.times = times;
  }

  /** B1, B2, B3, B4 and B7, by their numbers in that benchmark. */
  public static List<Workload> all() {
    return List.of(
        new FieldQueries("B1", "pg_type, about 600 rows of 12 columns", FieldQuery.PG_TYPE, 4),
        new FieldQueries("B2", "generate_series(1, 1000)", FieldQuery.SERIES, 20),
        new FieldQueries("B3", "100 rows of a bytea of 1000 bytes", FieldQuery.BYTES, 20),
        new FieldQueries("B4", "100 rows of an int[] of 100", FieldQuery.ARRAYS, 8),
        new FieldQueries("B7", "select 1+1", FieldQuery.ONE_PLUS_ONE, 200));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return title + ", 10 connections at once";
  }

  @Override
  public String unit() {
    return "op";
  }

  @Override
  public Shape shape() {
    return Shape.CROWD;
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    ((CrowdClient) client).all(query, times, blackholes::get);
    return (long) CONNECTIONS * times;
  }

  /** What one connection read, which has to be what each of the others read. */
  @Override
  public String verify(Client client) throws Exception {
    List<Checksum> checksums = Stream.generate(Checksum::new).limit(CONNECTIONS).toList();
    ((CrowdClient) client).all(query, 6, checksums::get); // drivers change ways at their fifth
    Set<String> read = checksums.stream().map(Checksum::toString).collect(Collectors.toSet());
    return String.join("|", read);
  }
}
