// SPDX-License-Identifier: Apache-2.0
/** What psycopg4j's own tests, guide and benchmarks run on. */
@org.jspecify.annotations.NullMarked
module org.psycopg4j.testkit {
  requires jdk.httpserver;
  requires org.apache.commons.compress;
  requires org.tukaani.xz;
  requires static transitive org.jspecify;

  exports org.psycopg4j.testkit;
}
