// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.CrowdClient;
import org.psycopg4j.benchmarks.FieldQuery;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Values;
import reactor.core.publisher.Flux;

/** Several of R2DBC's connections, spread over its event loops. */
final class R2dbcCrowd implements Client, CrowdClient {
  private final List<R2dbcClient> members = new ArrayList<>();

  /** Opens them all. */
  R2dbcCrowd(Target target) {
    for (int i = 0; i < CONNECTIONS; i++) {
      members.add(new R2dbcClient(target));
    }
  }

  @Override
  public void all(FieldQuery query, int times, IntFunction<Values> values) {
    Flux.range(0, members.size())
        .flatMap(
            i -> {
              Values own = values.apply(i);
              return Flux.range(0, times).concatMap(time -> members.get(i).query(query, own));
            })
        .blockLast();
  }

  @Override
  public void execute(String sql) {
    members.get(0).execute(sql);
  }

  @Override
  public long queryLong(String sql) {
    return members.get(0).queryLong(sql);
  }

  @Override
  public void close() {
    members.forEach(R2dbcClient::close);
  }
}
