// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client says, as bytes (PostgreSQL manual, "Message Formats"): one method per message, in
 * the order of a session's life.
 */
public final class ClientMessages {
  static final int PROTOCOL_3_0 = 3 << 16;
  static final int CANCEL_REQUEST = (1234 << 16) | 5678;
  static final int SSL_REQUEST = (1234 << 16) | 5679;
  static final int GSSENC_REQUEST = (1234 << 16) | 5680;

  private ClientMessages() {}

  // Start-up and authentication

  /** StartupMessage of protocol 3.0; the parameters come in the map's order. */
  public static byte[] startup(Map<String, String> parameters) {
    return startup(PROTOCOL_3_0, parameters);
  }

  /** StartupMessage of any version: the major number in the upper half, the minor in the lower. */
  public static byte[] startup(int protocolVersion, Map<String, String> parameters) {
    MessageWriter message = MessageWriter.untagged().int32(protocolVersion);
    parameters.forEach((name, value) -> message.string(name).string(value));
    return message.int8(0).bytes();
  }

  public static byte[] sslRequest() {
    return MessageWriter.untagged().int32(SSL_REQUEST).bytes();
  }

  public static byte[] gssEncRequest() {
    return MessageWriter.untagged().int32(GSSENC_REQUEST).bytes();
  }

  public static byte[] cancelRequest(int processId, int secretKey) {
    return MessageWriter.untagged().int32(CANCEL_REQUEST).int32(processId).int32(secretKey).bytes();
  }

  public static byte[] password(String password) {
    return MessageWriter.tagged('p').string(password).bytes();
  }

  /** SASLInitialResponse. */
  public static byte[] saslInitial(String mechanism, String response) {
    return MessageWriter.tagged('p').string(mechanism).value(Bytes.utf8(response)).bytes();
  }

  public static byte[] saslResponse(String response) {
    return MessageWriter.tagged('p').raw(Bytes.utf8(response)).bytes();
  }

  // Simple query

  public static byte[] query(String sql) {
    return MessageWriter.tagged('Q').string(sql).bytes();
  }

  public static byte[] functionCall(
      int functionOid, int[] formats, byte[] @Nullable [] arguments, int resultFormat) {
    return MessageWriter.tagged('F')
        .int32(functionOid)
        .int16s(formats)
        .values(arguments)
        .int16(resultFormat)
        .bytes();
  }

  // Extended query

  public static byte[] parse(String statement, String sql, int... parameterTypeOids) {
    MessageWriter message =
        MessageWriter.tagged('P').string(statement).string(sql).int16(parameterTypeOids.length);
    for (int oid : parameterTypeOids) {
      message.int32(oid);
    }
    return message.bytes();
  }

  /** Bind with text parameters and text results; null is NULL. */
  public static byte[] bind(String portal, String statement, @Nullable String... values) {
    return bind(portal, statement, new int[0], MessageWriter.texts(values), new int[0]);
  }

  /** Bind with every field open; no formats at all means text, one stands for all. */
  public static byte[] bind(
      String portal,
      String statement,
      int[] formats,
      byte[] @Nullable [] values,
      int[] resultFormats) {
    return MessageWriter.tagged('B')
        .string(portal)
        .string(statement)
        .int16s(formats)
        .values(values)
        .int16s(resultFormats)
        .bytes();
  }

  public static byte[] describeStatement(String name) {
    return MessageWriter.tagged('D').int8('S').string(name).bytes();
  }

  public static byte[] describePortal(String name) {
    return MessageWriter.tagged('D').int8('P').string(name).bytes();
  }

  /** Execute; {@code maxRows} 0 is all of them. */
  public static byte[] execute(String portal, int maxRows) {
    return MessageWriter.tagged('E').string(portal).int32(maxRows).bytes();
  }

  public static byte[] closeStatement(String name) {
    return MessageWriter.tagged('C').int8('S').string(name).bytes();
  }

  public static byte[] closePortal(String name) {
    return MessageWriter.tagged('C').int8('P').string(name).bytes();
  }

  public static byte[] flush() {
    return MessageWriter.tagged('H').bytes();
  }

  public static byte[] sync() {
    return MessageWriter.tagged('S').bytes();
  }

  // COPY

  public static byte[] copyData(byte[] data) {
    return MessageWriter.tagged('d').raw(data).bytes();
  }

  public static byte[] copyData(String text) {
    return copyData(Bytes.utf8(text));
  }

  public static byte[] copyDone() {
    return MessageWriter.tagged('c').bytes();
  }

  public static byte[] copyFail(String reason) {
    return MessageWriter.tagged('f').string(reason).bytes();
  }

  // The end

  public static byte[] terminate() {
    return MessageWriter.tagged('X').bytes();
  }

  /** A message of any tag with any body. */
  public static byte[] raw(char tag, byte... body) {
    return MessageWriter.tagged(tag).raw(body).bytes();
  }
}
