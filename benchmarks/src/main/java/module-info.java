// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of psycopg4j beside its peers. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic") // some of the peers and libraries have no module descriptor
module org.psycopg4j.benchmarks {
  requires com.fasterxml.jackson.databind;
  requires com.zaxxer.hikari;
  requires io.vertx.core;
  requires io.vertx.sql.client;
  requires io.vertx.sql.client.pg;
  requires java.desktop;
  requires java.sql;
  requires jdk.management;
  requires me.tongfei.progressbar;
  requires org.apache.commons.pool2;
  requires static io.vertx.codegen.api;
  requires static io.vertx.codegen.json;
  requires org.apache.xmlgraphics.batik.awt.util;
  requires org.apache.xmlgraphics.batik.svggen;
  requires static org.checkerframework.checker.qual;
  requires org.postgresql.jdbc;
  requires org.psycopg4j;
  requires org.psycopg4j.testkit;
  requires org.reactivestreams;
  requires r2dbc.pool;
  requires r2dbc.postgresql;
  requires r2dbc.spi;
  requires reactor.core;
  requires xchart;

  opens org.psycopg4j.benchmarks.report to
      com.fasterxml.jackson.databind;
  opens org.psycopg4j.benchmarks.results to
      com.fasterxml.jackson.databind;
}
