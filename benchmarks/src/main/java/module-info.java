// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of psycopg4j beside its peers. */
@org.jspecify.annotations.NullMarked
module org.psycopg4j.benchmarks {
  requires java.sql;
  requires jdk.management;
  requires org.psycopg4j;
  requires org.psycopg4j.testkit;
}
