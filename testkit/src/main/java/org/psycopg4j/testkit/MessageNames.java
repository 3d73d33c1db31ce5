// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The names of the messages in a stretch of a client's bytes, for people who read failures. */
final class MessageNames {
  private MessageNames() {}

  static String ofClient(byte[] bytes) {
    List<String> names = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      int start = in.position();
      boolean tagged = bytes[start] != 0; // no start-up packet is so long that this is not 0
      int head = tagged ? 5 : 4;
      if (in.remaining() < head) {
        names.add("cut off: " + in.remaining() + " bytes");
        break;
      }
      String name = tagged ? name(bytes[start]) : startupName(in);
      int length = in.getInt(start + head - 4);
      if (length < 4 || length > in.remaining() - (head - 4)) {
        names.add(name + " (length " + length + ", cut off)");
        break;
      }
      names.add(name);
      in.position(start + head - 4 + length);
    }
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }

  private static String startupName(ByteBuffer in) {
    if (in.remaining() < 8) {
      return "start-up packet";
    }
    return switch (in.getInt(in.position() + 4)) {
      case ClientMessages.CANCEL_REQUEST -> "CancelRequest";
      case ClientMessages.SSL_REQUEST -> "SSLRequest";
      case ClientMessages.GSSENC_REQUEST -> "GSSENCRequest";
      default -> "StartupMessage";
    };
  }

  private static String name(byte tag) {
    return switch (tag) {
      case 'B' -> "Bind";
      case 'C' -> "Close";
      case 'D' -> "Describe";
      case 'E' -> "Execute";
      case 'F' -> "FunctionCall";
      case 'H' -> "Flush";
      case 'P' -> "Parse";
      case 'Q' -> "Query";
      case 'S' -> "Sync";
      case 'X' -> "Terminate";
      case 'c' -> "CopyDone";
      case 'd' -> "CopyData";
      case 'f' -> "CopyFail";
      case 'p' -> "password or SASL response";
      default -> "unknown tag 0x%02x".formatted(tag);
    };
  }
}
