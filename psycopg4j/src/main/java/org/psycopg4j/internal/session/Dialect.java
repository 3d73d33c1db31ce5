// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import org.psycopg4j.internal.engine.SessionParameters;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.wire.Encodings;

/**
 * How to write literals for a session and how to read its results, as the server's parameters
 * stand.
 *
 * @param version the parameters' version it was made from
 * @param encoding the client's encoding, by PostgreSQL's name without punctuation
 * @param quoting how to write literals
 * @param decoding how to read results
 */
public record Dialect(int version, String encoding, Quoting quoting, Decoding decoding) {

  /** The dialect of a session with these parameters. */
  public static Dialect of(SessionParameters parameters) {
    String encoding = value(parameters, "client_encoding", "UTF8");
    Decoding decoding =
        Decoding.of(
                parameters.charset(),
                value(parameters, "DateStyle", "ISO, MDY"),
                value(parameters, "IntervalStyle", "postgres"))
            .withZone(value(parameters, "TimeZone", ""));
    Quoting quoting =
        Quoting.connected(
            decoding.charset(),
            !"off".equals(parameters.get("standard_conforming_strings")),
            parameters.serverVersion(),
            decoding.intervalStyle());
    return new Dialect(parameters.version(), Encodings.clean(encoding), quoting, decoding);
  }

  /** This, or what it has become if the parameters have changed. */
  public Dialect upToDate(SessionParameters parameters) {
    return version == parameters.version() ? this : of(parameters);
  }

  private static String value(SessionParameters parameters, String name, String otherwise) {
    String value = parameters.get(name);
    return value == null ? otherwise : value;
  }
}
