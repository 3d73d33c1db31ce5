// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes the messages that a client sends into a {@link SendBuffer} (manual: "Message Formats", the
 * ones marked F).
 */
public final class Frontend {
  /** Protocol 3.0. */
  public static final int PROTOCOL_3_0 = 3 << 16;

  private static final int CANCEL_REQUEST = 1234 << 16 | 5678;
  private static final int SSL_REQUEST = 1234 << 16 | 5679;
  private static final int GSS_ENC_REQUEST = 1234 << 16 | 5680;

  private Frontend() {}

  /** StartupMessage: the protocol's version and the session's parameters. It has no type byte. */
  public static void startup(SendBuffer out, int protocol, Map<String, String> parameters) {
    int start = out.position();
    out.putInt32(0);
    out.putInt32(protocol);
    parameters.forEach(
        (name, value) -> {
          cString(out, name);
          cString(out, value);
        });
    out.putByte(0);
    end(out, start);
  }

  /** CancelRequest, sent on a connection of its own. It has no type byte. */
  public static void cancelRequest(SendBuffer out, int pid, byte[] secretKey) {
    int start = out.position();
    out.putInt32(0);
    out.putInt32(CANCEL_REQUEST);
    out.putInt32(pid);
    out.putBytes(secretKey, 0, secretKey.length);
    end(out, start);
  }

  /** SSLRequest: asks for TLS. It has no type byte. */
  public static void sslRequest(SendBuffer out) {
    int start = out.position();
    out.putInt32(0);
    out.putInt32(SSL_REQUEST);
    end(out, start);
  }

  /** GSSENCRequest: asks for GSSAPI encryption before anything else. */
  public static void gssEncRequest(SendBuffer out) {
    int start = out.position();
    out.putInt32(0);
    out.putInt32(GSS_ENC_REQUEST);
    end(out, start);
  }

  /** GSSResponse: a token of GSSAPI. */
  public static void gssResponse(SendBuffer out, byte[] token) {
    int start = begin(out, 'p');
    out.putBytes(token, 0, token.length);
    end(out, start);
  }

  /** PasswordMessage: the password, or its digest, as the server asked for it. */
  public static void password(SendBuffer out, byte[] password) {
    int start = begin(out, 'p');
    out.putBytes(password, 0, password.length);
    out.putByte(0);
    end(out, start);
  }

  /** SASLInitialResponse: the mechanism that was chosen and the client's first message. */
  public static void saslInitialResponse(SendBuffer out, String mechanism, byte[] response) {
    int start = begin(out, 'p');
    cString(out, mechanism);
    out.putInt32(response.length);
    out.putBytes(response, 0, response.length);
    end(out, start);
  }

  /** SASLResponse: a later message of the mechanism. */
  public static void saslResponse(SendBuffer out, byte[] response) {
    int start = begin(out, 'p');
    out.putBytes(response, 0, response.length);
    end(out, start);
  }

  /** Query: one or more statements, in the client's encoding, by the simple protocol. */
  public static void query(SendBuffer out, byte[] sql) {
    out.reserve(sql.length + 6L);
    int start = begin(out, 'Q');
    out.putBytes(sql, 0, sql.length);
    out.putByte(0);
    end(out, start);
  }

  /** Query: a statement in ASCII. */
  public static void query(SendBuffer out, String sql) {
    int start = begin(out, 'Q');
    cString(out, sql);
    end(out, start);
  }

  /** Parse: prepares a statement without parameters as the unnamed one. */
  public static void parse(SendBuffer out, String sql) {
    int start = begin(out, 'P');
    cString(out, "");
    cString(out, sql);
    out.putInt16(0);
    end(out, start);
  }

  /**
   * Parse: prepares a statement.
   *
   * @param name the statement's name, in ASCII; empty for the unnamed one
   * @param sql the statement in the client's encoding, with {@code $1}, {@code $2} …
   * @param types the parameters' types; 0 leaves it to the server
   */
  public static void parse(SendBuffer out, String name, byte[] sql, int[] types) {
    out.reserve(sql.length + name.length() + 4L * types.length + 9);
    int start = begin(out, 'P');
    cString(out, name);
    out.putBytes(sql, 0, sql.length);
    out.putByte(0);
    out.putInt16(types.length);
    for (int type : types) {
      out.putInt32(type);
    }
    end(out, start);
  }

  /** Describe: asks for the parameters and columns of a prepared statement. */
  public static void describeStatement(SendBuffer out, String name) {
    int start = begin(out, 'D');
    out.putByte('S');
    cString(out, name);
    end(out, start);
  }

  /** Describe: asks for the columns of the unnamed portal, and their formats. */
  public static void describePortal(SendBuffer out) {
    int start = begin(out, 'D');
    out.putByte('P');
    cString(out, "");
    end(out, start);
  }

  /**
   * Bind: makes the unnamed portal of a prepared statement.
   *
   * @param name the statement's name, in ASCII
   * @param parameters holds, in {@code len} bytes from its beginning, the parameters' formats and
   *     values, each behind their count
   * @param formats the format of each column of the result
   */
  public static void bind(SendBuffer out, byte[] name, byte[] parameters, int len, int[] formats) {
    out.reserve(name.length + len + 2L * formats.length + 10);
    int start = begin(out, 'B');
    out.putByte(0);
    out.putBytes(name, 0, name.length);
    out.putByte(0);
    out.putBytes(parameters, 0, len);
    out.putInt16(formats.length);
    for (int format : formats) {
      out.putInt16(format);
    }
    end(out, start);
  }

  /** Close: forgets a prepared statement, if there is one of that name. */
  public static void closeStatement(SendBuffer out, String name) {
    int start = begin(out, 'C');
    out.putByte('S');
    cString(out, name);
    end(out, start);
  }

  /** Bind: makes the unnamed portal of the unnamed statement, for results in text format. */
  public static void bind(SendBuffer out) {
    int start = begin(out, 'B');
    cString(out, "");
    cString(out, "");
    out.putInt16(0);
    out.putInt16(0);
    out.putInt16(0);
    end(out, start);
  }

  /** Execute: runs the unnamed portal to its end. */
  public static void execute(SendBuffer out) {
    int start = begin(out, 'E');
    cString(out, "");
    out.putInt32(0);
    end(out, start);
  }

  /** Flush: asks for the answers so far. */
  public static void flush(SendBuffer out) {
    end(out, begin(out, 'H'));
  }

  /** Sync: ends a sequence of extended queries; after an error the server goes on from here. */
  public static void sync(SendBuffer out) {
    end(out, begin(out, 'S'));
  }

  /** FunctionCall: calls a function by its oid; arguments and result are in binary format. */
  public static void functionCall(SendBuffer out, int function, FunctionArguments arguments) {
    out.reserve(arguments.size() + 15);
    int start = begin(out, 'F');
    out.putInt32(function);
    out.putInt16(1); // one format for all arguments: binary
    out.putInt16(1);
    arguments.write(out);
    out.putInt16(1); // the result's
    end(out, start);
  }

  /** CopyData: a piece of the data of a COPY, or a message of a replication stream. */
  public static void copyData(SendBuffer out, byte[] data, int off, int len) {
    out.reserve(len + 5L);
    int start = begin(out, 'd');
    out.putBytes(data, off, len);
    end(out, start);
  }

  /** CopyDone: the end of the data of a COPY. */
  public static void copyDone(SendBuffer out) {
    end(out, begin(out, 'c'));
  }

  /** CopyFail: ends a COPY FROM STDIN with an error. */
  public static void copyFail(SendBuffer out, String reason) {
    int start = begin(out, 'f');
    cString(out, reason);
    end(out, start);
  }

  /** Terminate: the session's orderly end. */
  public static void terminate(SendBuffer out) {
    end(out, begin(out, 'X'));
  }

  private static int begin(SendBuffer out, char tag) {
    out.putByte(tag);
    int start = out.position();
    out.putInt32(0);
    return start;
  }

  private static void end(SendBuffer out, int start) {
    out.setInt32(start, out.position() - start);
  }

  private static void cString(SendBuffer out, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.putBytes(bytes, 0, bytes.length);
    out.putByte(0);
  }
}
