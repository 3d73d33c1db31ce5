// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

/**
 * How a transcript cuts the server's bytes. The text of a split is the Java expression that makes
 * it, so that a failure can be run again by {@link EverySplit#runOnly}.
 */
public final class Split {
  private static final int WHOLE = -1;
  private static final int EACH_BYTE = -2;

  private final int cut;

  private Split(int cut) {
    this.cut = cut;
  }

  /** Each step of the server in one piece. */
  public static Split whole() {
    return new Split(WHOLE);
  }

  /** One cut, before byte {@code offset} of all that the server sends in the transcript. */
  public static Split at(int offset) {
    if (offset < 0) {
      throw new IllegalArgumentException("offset must not be negative, got " + offset);
    }
    return new Split(offset);
  }

  /** One byte at a time. */
  public static Split eachByte() {
    return new Split(EACH_BYTE);
  }

  /** How many of {@code left} bytes, the first of them at {@code offset}, come in one piece. */
  int piece(int offset, int left) {
    if (cut == EACH_BYTE) {
      return 1;
    }
    return cut > offset && cut < offset + left ? cut - offset : left;
  }

  /** True if a stream of this many bytes is long enough for the cut. */
  boolean fits(int streamLength) {
    return cut < streamLength;
  }

  @Override
  public String toString() {
    return switch (cut) {
      case WHOLE -> "Split.whole()";
      case EACH_BYTE -> "Split.eachByte()";
      default -> "Split.at(" + cut + ")";
    };
  }
}
