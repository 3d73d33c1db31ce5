// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Pipeline;
import org.psycopg4j.Pipelined;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.AsyncStatements;

/** Statements that are prepared by themselves, pipelines, and connections that tasks share. */
final class FewerRoundTrips {
  private FewerRoundTrips() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn);
        Cursor<Row> cur = conn.cursor()) {
      cur.execute("CREATE TEMP TABLE moves (id serial, account int, amount numeric)");

      // region pipeline
      try (Pipeline pipeline = conn.pipeline()) {
        for (int account = 1; account <= 3; account++) {
          pipeline.execute(
              "INSERT INTO moves (account, amount) VALUES (%s, %s)", account, 10 * account);
        }
        Pipelined<Row> sum = pipeline.execute("SELECT sum(amount) FROM moves");
        pipeline.commit();
        System.out.println("Committed, with " + sum.fetchOne().get(0)); // here it waits
      }
      // endregion

      // region errors
      try (Pipeline pipeline = conn.pipeline()) {
        Pipelined<Row> wrong = pipeline.execute("SELECT 1 / %s", 0);
        Pipelined<Row> behind = pipeline.execute("SELECT 1");
        System.out.println(wrong.error().pgcode() + ", then " + behind.error().pgcode());
      }
      conn.rollback();
      // endregion

      // region many
      List<List<Integer>> moves = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        moves.add(List.of(i % 100, i));
      }
      cur.executeMany("INSERT INTO moves (account, amount) VALUES (%s, %s)", moves);
      System.out.println(cur.rowCount() + " rows");
      // endregion

      // region explain
      String sql = "SELECT sum(amount) FROM moves WHERE account = %s";
      for (int account = 0; account < 6; account++) {
        cur.execute(sql, account);
      }
      System.out.println(conn.explainPromotion(sql, 1).reason());
      System.out.println(conn.explainPromotion("SELECT interval %s", "1 day").promoted());
      System.out.println(conn.info().promotedExecutions() > 0);
      // endregion
    }
    share(dsn);
  }

  private static void share(String dsn) {
    // region shared
    AsyncConnection conn = AsyncConnection.connect(dsn).join();
    AsyncStatements<Row> shared = conn.shared();
    List<CompletableFuture<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      tasks.add(shared.fetchOne("SELECT %s * 2", i).thenApply(row -> row.getInt(0)));
    }
    int sum = tasks.stream().mapToInt(CompletableFuture::join).sum();
    System.out.println("All tasks together: " + sum);
    conn.close().join();
    // endregion
  }
}
