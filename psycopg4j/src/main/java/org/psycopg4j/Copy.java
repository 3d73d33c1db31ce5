// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

/** COPY from one connection to another. */
public final class Copy {
  private Copy() {}

  /**
   * Copies what one connection gives to another, piece by piece: no more than 64 KiB, or a row, are
   * here at a time.
   *
   * <pre>{@code
   * Copy.between(
   *     from, "COPY users TO STDOUT (FORMAT binary)", to, "COPY users FROM STDIN (FORMAT binary)");
   * }</pre>
   *
   * <p>Both statements have to be in the same format, and both connections in the same encoding if
   * that is not binary. A failure on either side ends the other; both connections stay usable. Both
   * are busy meanwhile. Nothing is committed here.
   *
   * @return how many rows were copied
   * @throws org.psycopg4j.errors.DatabaseException of the class for the error's SQLSTATE, of the
   *     side that failed first
   */
  public static long between(Connection from, String copyTo, Connection to, String copyFrom) {
    try (Cursor<Row> source = from.cursor();
        Cursor<Row> target = to.cursor()) {
      target.copies().join(scope -> copyFrom, sink -> source.copyExpert(copyTo, sink));
      return target.rowCount();
    }
  }
}
