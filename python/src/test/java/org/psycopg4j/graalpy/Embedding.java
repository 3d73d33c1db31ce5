// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.graalpy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/**
 * A Python with psycopg2, whose contexts may do what Python's tests do: files, sockets, threads.
 */
final class Embedding implements AutoCloseable {
  static final Path TESTS = Path.of("src/test/python").toAbsolutePath();

  private final Engine engine =
      Engine.newBuilder("python").option("engine.WarnInterpreterOnly", "false").build();

  /** A new context. */
  Context context() {
    return context(new ByteArrayOutputStream());
  }

  /** A new context that prints there. */
  Context context(ByteArrayOutputStream out) {
    Context context =
        Context.newBuilder("python")
            .engine(engine)
            .allowHostAccess(Psycopg2.hostAccess())
            .allowHostClassLookup(Psycopg2::isNeeded)
            .allowIO(IOAccess.ALL)
            .allowCreateThread(true)
            .out(out)
            .err(System.err)
            .build();
    Psycopg2.install(context);
    return context;
  }

  /** What a program prints. */
  String run(String program, Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Context context = context(out)) {
      Value globals = context.getBindings("python");
      for (int i = 0; i < arguments.length; i++) {
        globals.putMember("argument" + i, arguments[i]);
      }
      context.eval("python", program);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    engine.close();
  }
}
