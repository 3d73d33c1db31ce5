// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

/**
 * Something that every driver is asked to do, again and again. For one client; a new one is made
 * for each.
 */
public interface Workload {
  /** What kind of client it asks for. */
  enum Shape {
    /** One connection. */
    ONE,
    /** A {@link CrowdClient}. */
    CROWD,
    /** A {@link TaskClient}. */
    TASKS,
    /** A {@link ConnectClient}. */
    LOG_INS
  }

  /** What it is called on the command line and in the report. */
  String name();

  /** What one operation is. */
  String title();

  /** What is counted: an operation or a row. */
  String unit();

  /** The driver that the others are compared with. */
  default String peer() {
    return "pgjdbc";
  }

  /** What kind of client it asks for. */
  default Shape shape() {
    return Shape.ONE;
  }

  /** Whether the server can be reached as it wants; else it is left out. */
  default boolean possible(Target target) {
    return true;
  }

  /** Where its client connects to: that server, or another way to it. Asked once for a client. */
  default Target at(Target target) throws Exception {
    return target;
  }

  /** Whether its client commits by itself, so that it has to be opened without autocommit. */
  default boolean transactional() {
    return false;
  }

  /** Prepares the server for a slice. Not measured. */
  default void beforeSlice(Client client) throws Exception {}

  /** Does it once; returns the number of units it did. */
  long run(Client client, Values values) throws Exception;

  /**
   * Does it and returns a checksum of what was read, or of what the server then holds. It starts
   * from the same point for each driver, so they all have to return the same.
   */
  String verify(Client client) throws Exception;
}
