// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.benchmarks.Target;

/** The drivers that the runner knows. An event loop serves one processor. */
public enum PgbenchDriver {
  PSYCOPG4J("psycopg4j") {
    @Override
    public Crew open(Target target, Work work, int connections) throws Exception {
      return blocking(() -> new Psycopg4jClient(target, work), connections);
    }
  },
  PSYCOPG4J_ASYNC("psycopg4j-async") {
    @Override
    public Crew open(Target target, Work work, int connections) {
      List<EventLoop> loops = new ArrayList<>();
      for (int i = 0; i < processors(); i++) {
        loops.add(EventLoop.create());
      }
      List<AsyncClient> clients = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        clients.add(new Psycopg4jAsyncClient(target, work, loops.get(i % loops.size())));
      }
      return new AsyncCrew(clients, () -> loops.forEach(EventLoop::close));
    }
  },
  PGJDBC("pgjdbc") {
    @Override
    public Crew open(Target target, Work work, int connections) throws Exception {
      return blocking(() -> new PgjdbcClient(target, work), connections);
    }
  },
  VERTX("vertx") {
    @Override
    public Crew open(Target target, Work work, int connections) {
      Vertx vertx =
          Vertx.vertx(
              new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(processors()));
      List<AsyncClient> clients = new ArrayList<>();
      try {
        for (int i = 0; i < connections; i++) {
          clients.add(new VertxClient(target, work, vertx));
        }
      } catch (RuntimeException e) {
        VertxClient.await(vertx.close());
        throw e;
      }
      return new AsyncCrew(clients, () -> VertxClient.await(vertx.close()));
    }
  };

  private final String title;

  PgbenchDriver(String title) {
    this.title = title;
  }

  /** One by the name that the command line has for it. */
  public static PgbenchDriver named(String title) {
    for (PgbenchDriver driver : values()) {
      if (driver.title.equals(title)) {
        return driver;
      }
    }
    throw new IllegalArgumentException("no driver " + title + ", but " + titles());
  }

  /** The names of all. */
  public static List<String> titles() {
    return Arrays.stream(values()).map(PgbenchDriver::title).toList();
  }

  /** What it is called on the command line and in the report. */
  public String title() {
    return title;
  }

  /**
   * Connects so often, each ready to do the work.
   *
   * @throws UnsupportedException if the driver can't do it
   * @throws Exception of the driver's own kind
   */
  public abstract Crew open(Target target, Work work, int connections) throws Exception;

  private static Crew blocking(Callable<BlockingClient> opener, int connections) throws Exception {
    List<BlockingClient> clients = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      clients.add(opener.call());
    }
    return new BlockingCrew(clients);
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }
}
