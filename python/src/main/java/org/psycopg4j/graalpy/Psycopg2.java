// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.graalpy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.python.Driver;
import org.psycopg4j.python.PyConnection;
import org.psycopg4j.python.PyCursor;
import org.psycopg4j.python.PyLargeObject;
import org.psycopg4j.python.PyReplicationCursor;
import org.psycopg4j.python.Readiness;

/**
 * The Python package {@code psycopg2} for a GraalPy that a Java program embeds.
 *
 * <pre>{@code
 * try (Context context =
 *     Context.newBuilder("python")
 *         .allowHostAccess(Psycopg2.hostAccess())
 *         .allowHostClassLookup(Psycopg2::isNeeded)
 *         .build()) {
 *   Psycopg2.install(context);
 *   context.eval("python", "import psycopg2");
 * }
 * }</pre>
 *
 * <p>The package is read from this jar, so the context needs no access to files, nor to sockets: it
 * is Java that speaks to the server. {@code conn.fileno()} alone needs sockets ({@code allowIO}),
 * where Python's descriptors are not the operating system's.
 */
public final class Psycopg2 {
  private static final String FINDER = "org/psycopg4j/graalpy/finder.py";

  private static final List<Class<?>> CLASSES =
      List.of(
          Driver.class,
          PyConnection.class,
          PyCursor.class,
          PyLargeObject.class,
          PyReplicationCursor.class,
          Readiness.class);
  private static final List<Class<?>> FUNCTIONS =
      List.of(
          Driver.Waiter.class, PyCursor.Sets.class, PyCursor.Reader.class, PyCursor.Writer.class);

  private Psycopg2() {}

  /**
   * Has {@code import psycopg2} find the package in this jar, before any other of that name on
   * {@code sys.path}.
   *
   * @param context a context with Python, that may look up the classes which {@link #isNeeded}
   *     names
   */
  public static void install(Context context) {
    String finder = resource(FINDER);
    if (finder == null) {
      throw new IllegalStateException(FINDER + " is missing");
    }
    Source source = Source.newBuilder("python", finder, "finder.py").buildLiteral();
    ProxyExecutable read = arguments -> resource(arguments[0].asString());
    context.eval(source).executeVoid(read);
  }

  /** What Python may do with Java's objects so that the package works, and nothing more. */
  public static HostAccess hostAccess() {
    return addTo(HostAccess.newBuilder(HostAccess.EXPLICIT)).build();
  }

  /** The same in addition to what a program allows anyway. */
  public static HostAccess.Builder addTo(HostAccess.Builder allowed) {
    allowed.allowArrayAccess(true);
    for (Class<?> type : CLASSES) {
      for (Method method : type.getMethods()) {
        if (method.getDeclaringClass().equals(type)) {
          allowed.allowAccess(method);
        }
      }
    }
    for (Class<?> function : FUNCTIONS) {
      allowed.allowImplementations(function);
    }
    return allowed;
  }

  /**
   * Whether the package looks up a class of that name, which is one: for {@code
   * allowHostClassLookup}.
   */
  public static boolean isNeeded(String className) {
    return className.equals(Driver.class.getName());
  }

  private static @Nullable String resource(String name) {
    try (InputStream in = Psycopg2.class.getResourceAsStream("/" + name)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
