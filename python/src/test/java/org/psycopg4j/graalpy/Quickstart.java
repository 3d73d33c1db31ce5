// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.graalpy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.graalvm.polyglot.Context;
import org.psycopg4j.testkit.PostgresServer;

/** A Java program that runs Python's psycopg2, on a throw-away PostgreSQL or on yours. */
public final class Quickstart {
  private Quickstart() {}

  /** Runs a program on the server whose connection string is given, or on a throw-away one. */
  public static void main(String[] args) throws IOException {
    String program = program("/guide/quickstart.py");
    if (args.length > 0 && args[0] != null && !args[0].isEmpty()) {
      run(program, args[0]);
      return;
    }
    try (PostgresServer server = PostgresServer.builder().start()) {
      run(program, server.dsn());
    }
  }

  static String program(String resource) throws IOException {
    try (InputStream in = Objects.requireNonNull(Quickstart.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  // region embedding
  static void run(String program, String dsn) {
    try (Context context =
        Context.newBuilder("python")
            .allowHostAccess(Psycopg2.hostAccess())
            .allowHostClassLookup(Psycopg2::isNeeded)
            .option("engine.WarnInterpreterOnly", "false")
            .build()) {
      Psycopg2.install(context);
      context.getBindings("python").putMember("dsn", dsn);
      context.eval("python", program);
    }
  }
  // endregion
}
