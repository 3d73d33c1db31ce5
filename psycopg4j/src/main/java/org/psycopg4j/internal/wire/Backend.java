// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.wire;

/** The type bytes of the messages that a server sends (manual: "Message Formats", marked B). */
public final class Backend {
  public static final byte AUTHENTICATION = 'R';
  public static final byte BACKEND_KEY_DATA = 'K';
  public static final byte BIND_COMPLETE = '2';
  public static final byte CLOSE_COMPLETE = '3';
  public static final byte COMMAND_COMPLETE = 'C';
  public static final byte COPY_BOTH_RESPONSE = 'W';
  public static final byte COPY_DATA = 'd';
  public static final byte COPY_DONE = 'c';
  public static final byte COPY_IN_RESPONSE = 'G';
  public static final byte COPY_OUT_RESPONSE = 'H';
  public static final byte DATA_ROW = 'D';
  public static final byte EMPTY_QUERY_RESPONSE = 'I';
  public static final byte ERROR_RESPONSE = 'E';
  public static final byte FUNCTION_CALL_RESPONSE = 'V';
  public static final byte NEGOTIATE_PROTOCOL_VERSION = 'v';
  public static final byte NO_DATA = 'n';
  public static final byte NOTICE_RESPONSE = 'N';
  public static final byte NOTIFICATION_RESPONSE = 'A';
  public static final byte PARAMETER_DESCRIPTION = 't';
  public static final byte PARAMETER_STATUS = 'S';
  public static final byte PARSE_COMPLETE = '1';
  public static final byte PORTAL_SUSPENDED = 's';
  public static final byte READY_FOR_QUERY = 'Z';
  public static final byte ROW_DESCRIPTION = 'T';

  /* Limits. The length word counts itself. The messages that carry a user's data may be as long as
  the server can make them, a little over 1 GiB; every other one is short, and a long one means
  that the two sides no longer agree where a message begins. */
  private static final int LONGEST = (1 << 30) + (1 << 16);
  private static final int LONGEST_SHORT = 30_000;

  private Backend() {}

  /** Whether the protocol has a message of this type with this length word. */
  public static boolean plausible(byte tag, int length) {
    return length >= 4 && length <= longest(tag);
  }

  private static int longest(byte tag) {
    return switch (tag) {
      case DATA_ROW,
          COPY_DATA,
          ROW_DESCRIPTION,
          ERROR_RESPONSE,
          NOTICE_RESPONSE,
          FUNCTION_CALL_RESPONSE ->
          LONGEST;
      case READY_FOR_QUERY -> 5;
      case AUTHENTICATION,
          BACKEND_KEY_DATA,
          BIND_COMPLETE,
          CLOSE_COMPLETE,
          COMMAND_COMPLETE,
          COPY_BOTH_RESPONSE,
          COPY_DONE,
          COPY_IN_RESPONSE,
          COPY_OUT_RESPONSE,
          EMPTY_QUERY_RESPONSE,
          NEGOTIATE_PROTOCOL_VERSION,
          NO_DATA,
          NOTIFICATION_RESPONSE,
          PARAMETER_STATUS,
          PARSE_COMPLETE,
          PORTAL_SUSPENDED ->
          LONGEST_SHORT;
      case PARAMETER_DESCRIPTION -> 4 + 2 + 4 * 65_535;
      default -> 0; // no such message
    };
  }
}
