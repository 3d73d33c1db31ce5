// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import java.nio.charset.StandardCharsets;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.MessageReader;

/**
 * Which versions of the protocol may be spoken (manual: {@code min_protocol_version}, {@code
 * max_protocol_version}): 3.0 and 3.2, whose keys for cancelling are longer. There is no 3.1.
 *
 * @param oldest the oldest one
 * @param newest the one that is asked for
 */
public record ProtocolVersions(int oldest, int newest) {
  /** What every server speaks. */
  public static final ProtocolVersions ONLY_3_0 =
      new ProtocolVersions(Frontend.PROTOCOL_3_0, Frontend.PROTOCOL_3_0);

  /**
   * Takes a server's answer that it speaks an older one.
   *
   * @return that one
   * @throws OperationalException if it is too old, or the answer makes no sense
   */
  int negotiated(MessageReader message) {
    int answered = message.int32();
    int version = answered >>> 16 == 0 ? 3 << 16 | answered : answered;
    int unknown = message.int32();
    if (unknown != 0) {
      throw new OperationalException(
          "received invalid protocol negotiation message: server reported an unsupported parameter"
              + " that was not requested (\"%s\")"
                  .formatted(message.cString(StandardCharsets.UTF_8)));
    } else if (version >= newest) {
      throw new OperationalException(
          "received invalid protocol negotiation message: server requested downgrade to a"
              + " higher-numbered version");
    } else if (version < oldest) {
      throw new OperationalException(
          "server only supports protocol version %s, but \"min_protocol_version\" was set to %s"
              .formatted(text(version), text(oldest)));
    }
    return version;
  }

  private static String text(int version) {
    return (version >>> 16) + "." + (version & 0xffff);
  }
}
