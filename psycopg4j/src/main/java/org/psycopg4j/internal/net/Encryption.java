// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.util.List;
import java.util.stream.Stream;
import org.psycopg4j.internal.conninfo.TlsSettings;

/** How a way to the server begins. */
enum Encryption {
  NONE,
  /** The server is asked for GSSAPI's. */
  GSS,
  /** The server is asked for TLS, and may have none. */
  IF_OFFERED,
  /** The server is asked for TLS, and has to have it. */
  ASKED_FOR,
  /** TLS begins at once, without a question. */
  DIRECT;

  /** The beginnings that are tried with an address, the second after the first has failed. */
  static List<Encryption> of(
      TlsSettings settings, boolean isUnixSocket, String gss, boolean hasTickets) {
    if (gss.equals("require")) { // where it can be
      return List.of(GSS);
    }
    List<Encryption> others = of(settings, isUnixSocket);
    return gss.equals("prefer") && hasTickets && !isUnixSocket
        ? Stream.concat(Stream.of(GSS), others.stream()).toList()
        : others;
  }

  private static List<Encryption> of(TlsSettings settings, boolean isUnixSocket) {
    if (isUnixSocket) {
      return List.of(NONE); // as libpq, whatever the mode
    }
    return switch (settings.mode()) {
      case DISABLE -> List.of(NONE);
      case ALLOW -> List.of(NONE, IF_OFFERED);
      case PREFER -> List.of(IF_OFFERED, NONE);
      case REQUIRE, VERIFY_CA, VERIFY_FULL -> List.of(settings.isDirect() ? DIRECT : ASKED_FOR);
    };
  }
}
