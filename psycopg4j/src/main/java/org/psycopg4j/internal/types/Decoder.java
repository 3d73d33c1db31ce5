// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.types.Scope;

/**
 * Reads the values of one PostgreSQL type straight out of a result's bytes.
 *
 * <p>A decoder has no state: one instance serves all threads. NULL has no bytes: see {@link
 * #ofNull}. Bytes that are not of its type raise {@link DataException}, which never shows the
 * value.
 */
public abstract class Decoder {
  private final String typeName;

  /** A decoder of the PostgreSQL type of that name; the name is for messages only. */
  protected Decoder(String typeName) {
    this.typeName = typeName;
  }

  /** The value, as the object that stands for the type by default. */
  public abstract @Nullable Object decode(byte[] buf, int off, int len, Decoding ctx);

  /** What stands for SQL NULL: null, but a user's decoder may think otherwise. */
  public @Nullable Object ofNull() {
    return null;
  }

  /** This decoder for the results of that cursor, which is nothing to most. */
  public Decoder boundTo(Scope cursor) {
    return this;
  }

  /** Whether it can read what was written under those settings, which most can under any. */
  public boolean reads(Decoding settings) {
    return true;
  }

  /** The value as an int, if the type is a number and the value is a whole one that fits. */
  public int decodeInt(byte[] buf, int off, int len, Decoding ctx) {
    throw unreadableAs("int");
  }

  /** The value as a long, if the type is a number and the value is a whole one that fits. */
  public long decodeLong(byte[] buf, int off, int len, Decoding ctx) {
    throw unreadableAs("long");
  }

  /** The value as the nearest double, if the type is a number. */
  public double decodeDouble(byte[] buf, int off, int len, Decoding ctx) {
    throw unreadableAs("double");
  }

  /** The value as a boolean, if the type is bool. */
  public boolean decodeBoolean(byte[] buf, int off, int len, Decoding ctx) {
    throw unreadableAs("boolean");
  }

  /** The value as the server writes it in text format. */
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    return ctx.text(buf, off, len);
  }

  /** The name of the PostgreSQL type, for messages. */
  public final String typeName() {
    return typeName;
  }

  /** What to throw when a whole number does not fit the wanted Java type. */
  protected static DataException outOfRange(String wanted) {
    return new DataException("value out of range for " + wanted);
  }

  /** What to throw when the bytes are not a value of the type. */
  protected static DataException unparseable(String what) {
    return new DataException("unable to parse " + what);
  }

  /** What to throw when values of the type are no such thing. */
  protected final DataException unreadableAs(String wanted) {
    return new DataException("a value of type %s cannot be read as %s".formatted(typeName, wanted));
  }
}
