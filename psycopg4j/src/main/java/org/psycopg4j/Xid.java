// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;

/**
 * The identifier of a two-phase transaction ({@code psycopg2.extensions.Xid}): the three parts that
 * the X/Open standard gives it, or just a text.
 *
 * <p>It behaves as the tuple (format id, gtrid, bqual) and is equal to another one of the same
 * parts. As text it is what the server knows the transaction by. Immutable.
 */
public final class Xid {
  private static final int LONGEST_PART = 64;
  private static final Pattern PARTS = Pattern.compile("([0-9]{1,10})_([^_]*)_([^_]*)");

  private final @Nullable Integer formatId;
  private final String gtrid;
  private final @Nullable String bqual;
  private final @Nullable OffsetDateTime prepared;
  private final @Nullable String owner;
  private final @Nullable String database;

  private Xid(
      @Nullable Integer formatId,
      String gtrid,
      @Nullable String bqual,
      @Nullable OffsetDateTime prepared,
      @Nullable String owner,
      @Nullable String database) {
    this.formatId = formatId;
    this.gtrid = gtrid;
    this.bqual = bqual;
    this.prepared = prepared;
    this.owner = owner;
    this.database = database;
  }

  /**
   * An identifier of three parts ({@code connection.xid} of psycopg2).
   *
   * @param formatId not negative
   * @param gtrid the global transaction's identifier: up to 64 printable ASCII characters
   * @param bqual the branch qualifier: the same
   * @throws ParameterException if a part is not so
   */
  public static Xid of(int formatId, String gtrid, String bqual) {
    if (formatId < 0) {
      throw wrong("format_id must be a non-negative 32-bit integer");
    }
    require("gtrid", gtrid);
    require("bqual", bqual);
    return new Xid(formatId, gtrid, bqual, null, null, null);
  }

  private static void require(String name, String part) {
    if (part.length() > LONGEST_PART) {
      throw wrong(name + " must be a string no longer than 64 characters");
    }
    if (part.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw wrong(name + " must contain only printable characters.");
    }
  }

  private static ParameterException wrong(String text) {
    return new ParameterException(ParameterException.Kind.VALUE, text);
  }

  /**
   * The identifier that has this text. One that is not the text of three parts, to the letter, is
   * kept as it is: it has neither format id nor bqual.
   */
  public static Xid fromString(String text) {
    Matcher parts = PARTS.matcher(text);
    if (parts.matches()) {
      try {
        Xid parsed =
            of(Integer.parseInt(parts.group(1)), decode(parts.group(2)), decode(parts.group(3)));
        if (parsed.toString().equals(text)) {
          return parsed;
        }
      } catch (IllegalArgumentException | ParameterException e) {
        // Somebody else's text that only looks like one of ours.
      }
    }
    return new Xid(null, text, null, null, null, null);
  }

  /** The same, with what the server tells of a prepared transaction. */
  Xid found(@Nullable OffsetDateTime when, @Nullable String byWhom, @Nullable String inDatabase) {
    return new Xid(formatId, gtrid, bqual, when, byWhom, inDatabase);
  }

  /** The format id, or null if the identifier is just a text. */
  public @Nullable Integer formatId() {
    return formatId;
  }

  /** The global transaction's identifier, or the text. */
  public String gtrid() {
    return gtrid;
  }

  /** The branch qualifier, or null if the identifier is just a text. */
  public @Nullable String bqual() {
    return bqual;
  }

  /** When the transaction was prepared; null unless {@link Connection#tpcRecover} found it. */
  public @Nullable OffsetDateTime prepared() {
    return prepared;
  }

  /** The role that prepared it; null unless {@link Connection#tpcRecover} found it. */
  public @Nullable String owner() {
    return owner;
  }

  /** The database it is in; null unless {@link Connection#tpcRecover} found it. */
  public @Nullable String database() {
    return database;
  }

  /** The number of parts: 3. */
  public int size() {
    return 3;
  }

  /**
   * A part by its position: 0 the format id, 1 the gtrid, 2 the bqual; from the end if negative.
   *
   * @throws ParameterException if there is none
   */
  public @Nullable Object get(int index) {
    return switch (index < 0 ? index + size() : index) {
      case 0 -> formatId;
      case 1 -> gtrid;
      case 2 -> bqual;
      default -> throw new ParameterException(ParameterException.Kind.INDEX, "index out of range");
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Xid xid
        && Objects.equals(formatId, xid.formatId)
        && gtrid.equals(xid.gtrid)
        && Objects.equals(bqual, xid.bqual);
  }

  @Override
  public int hashCode() {
    return Objects.hash(formatId, gtrid, bqual);
  }

  /** What the server knows the transaction by: {@code 42_Z3RyaWQ=_YnF1YWw=}, or the text. */
  @Override
  public String toString() {
    String qualifier = bqual;
    return formatId == null || qualifier == null
        ? gtrid
        : formatId + "_" + encode(gtrid) + "_" + encode(qualifier);
  }

  private static String encode(String part) {
    return Base64.getEncoder().encodeToString(part.getBytes(StandardCharsets.US_ASCII));
  }

  private static String decode(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
  }
}
