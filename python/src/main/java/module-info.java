// SPDX-License-Identifier: Apache-2.0
/** psycopg2 for Python on the JVM: what the Python package is loaded by, and what it calls. */
@org.jspecify.annotations.NullMarked
module org.psycopg4j.graalpy {
  requires static transitive org.jspecify;
  requires transitive org.psycopg4j;
  requires static transitive org.graalvm.polyglot;

  exports org.psycopg4j.graalpy;
  exports org.psycopg4j.python;
}
