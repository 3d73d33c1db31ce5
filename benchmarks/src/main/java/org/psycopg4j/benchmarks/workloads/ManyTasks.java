// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.psycopg4j.benchmarks.Blackhole;
import org.psycopg4j.benchmarks.Checksum;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.TaskClient;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** G: many tasks that look rows up, on a few connections. */
public final class ManyTasks implements Workload {
  private static final int TASKS = 64;
  private static final int TIMES = 10;

  private final Tables tables;
  private final Keys keys;
  private final List<Blackhole> blackholes = Stream.generate(Blackhole::new).limit(TASKS).toList();

  public ManyTasks(Tables tables) {
    this.tables = tables;
    keys = new Keys(tables, 0);
  }

  @Override
  public String name() {
    return "G";
  }

  @Override
  public String title() {
    return "one row (int4, int8, text) by its key, %d tasks at once on %d connections"
        .formatted(TASKS, TaskClient.CONNECTIONS);
  }

  @Override
  public String unit() {
    return "op";
  }

  @Override
  public Shape shape() {
    return Shape.TASKS;
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    ((TaskClient) client).tasks(share(keys), blackholes::get);
    return (long) TASKS * TIMES;
  }

  private static int[][] share(Keys keys) {
    int[][] ids = new int[TASKS][];
    for (int i = 0; i < TASKS; i++) {
      ids[i] = keys.next(TIMES);
    }
    return ids;
  }

  @Override
  public String verify(Client client) throws Exception {
    List<Checksum> checksums = Stream.generate(Checksum::new).limit(TASKS).toList();
    ((TaskClient) client).tasks(share(new Keys(tables, 0)), checksums::get);
    CRC32 crc = new CRC32();
    checksums.forEach(sum -> crc.update(sum.toString().getBytes(StandardCharsets.US_ASCII)));
    return "%d tasks:%08x".formatted(TASKS, crc.getValue());
  }
}
