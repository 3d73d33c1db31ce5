// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.CrowdClient;
import org.psycopg4j.benchmarks.FieldQuery;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Values;

/** Several of Vert.x's connections, spread over its event loops. */
final class VertxCrowd implements Client, CrowdClient {
  private final List<VertxClient> members = new ArrayList<>();

  /** Opens them all. */
  VertxCrowd(Target target) throws Exception {
    for (int i = 0; i < CONNECTIONS; i++) {
      members.add(new VertxClient(target));
    }
  }

  @Override
  public void all(FieldQuery query, int times, IntFunction<Values> values) throws Exception {
    List<Future<?>> working = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      VertxClient member = members.get(i);
      Values own = values.apply(i);
      working.add(VertxRuntime.oneAfterAnother(times, time -> member.query(query, own)));
    }
    VertxRuntime.await(Future.all(working));
  }

  @Override
  public void execute(String sql) throws Exception {
    members.get(0).execute(sql);
  }

  @Override
  public long queryLong(String sql) throws Exception {
    return members.get(0).queryLong(sql);
  }

  @Override
  public void close() {
    members.forEach(VertxClient::close);
  }
}
