// SPDX-License-Identifier: Apache-2.0
/** A user of the adapter: it sees what any other module sees. */
module org.psycopg4j.it {
  requires java.logging; // what is logged is looked at
  requires java.net.http; // the device flow's
  requires java.sql;
  requires org.psycopg4j;
  requires org.psycopg4j.testkit;
}
