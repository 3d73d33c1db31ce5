// SPDX-License-Identifier: Apache-2.0
/**
 * The guide: programs that use the adapter as anyone's would, without null checks by annotation.
 */
module org.psycopg4j.guide {
  requires me.tongfei.progressbar;
  requires org.psycopg4j;
  requires org.psycopg4j.testkit;

  // The adapter reads the components of a record that is an argument.
  opens org.psycopg4j.guide to
      org.psycopg4j;
}
