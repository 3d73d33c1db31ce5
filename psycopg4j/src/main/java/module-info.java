// SPDX-License-Identifier: Apache-2.0
/** psycopg2 for the JVM: a pure-Java PostgreSQL adapter. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the ones that need not be there
module org.psycopg4j {
  requires static transitive org.jspecify;
  requires com.ongres.scram.client;
  requires com.ongres.scram.common;
  requires static java.security.jgss; // Kerberos
  requires static java.net.http; // the device flow's; a program that wants it requires it
  requires java.naming; // the names in certificates
  requires jdk.net; // socket options

  exports org.psycopg4j;
  exports org.psycopg4j.async;
  exports org.psycopg4j.copy;
  exports org.psycopg4j.errors;
  exports org.psycopg4j.replication;
  exports org.psycopg4j.notify;
  exports org.psycopg4j.oauth;
  exports org.psycopg4j.pool;
  exports org.psycopg4j.sql;
  exports org.psycopg4j.types;
  exports org.psycopg4j.internal.query to
      org.psycopg4j.graalpy; // a statement's placeholders

  uses org.psycopg4j.types.JsonCodec;
}
