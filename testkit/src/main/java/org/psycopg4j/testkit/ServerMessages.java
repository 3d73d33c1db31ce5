// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server says, as bytes (PostgreSQL manual, "Message Formats"): one method per message, in
 * the order of a session's life.
 */
public final class ServerMessages {
  private ServerMessages() {}

  // Start-up and authentication

  public static byte[] authenticationOk() {
    return authentication(0);
  }

  public static byte[] authenticationCleartextPassword() {
    return authentication(3);
  }

  public static byte[] authenticationMd5Password(byte[] salt) {
    return authentication(5, salt);
  }

  /** AuthenticationSASL: the mechanisms on offer, the server's favourite first. */
  public static byte[] authenticationSasl(String... mechanisms) {
    MessageWriter message = MessageWriter.tagged('R').int32(10);
    for (String mechanism : mechanisms) {
      message.string(mechanism);
    }
    return message.int8(0).bytes();
  }

  public static byte[] authenticationSaslContinue(String data) {
    return authentication(11, Bytes.utf8(data));
  }

  public static byte[] authenticationSaslFinal(String data) {
    return authentication(12, Bytes.utf8(data));
  }

  /** An authentication request of any kind, known or not: 7 is GSSAPI, 9 SSPI. */
  public static byte[] authentication(int code, byte... data) {
    return MessageWriter.tagged('R').int32(code).raw(data).bytes();
  }

  /** The server speaks only up to this minor version, and knows none of these options. */
  public static byte[] negotiateProtocolVersion(int newestMinor, String... unknownOptions) {
    MessageWriter message =
        MessageWriter.tagged('v').int32(newestMinor).int32(unknownOptions.length);
    for (String option : unknownOptions) {
      message.string(option);
    }
    return message.bytes();
  }

  public static byte[] parameterStatus(String name, String value) {
    return MessageWriter.tagged('S').string(name).string(value).bytes();
  }

  public static byte[] backendKeyData(int processId, int secretKey) {
    return MessageWriter.tagged('K').int32(processId).int32(secretKey).bytes();
  }

  /** The long key of protocol 3.2. */
  public static byte[] backendKeyData(int processId, byte[] secretKey) {
    return MessageWriter.tagged('K').int32(processId).raw(secretKey).bytes();
  }

  /** The server waits: idle ({@code I}), in a transaction ({@code T}) or in a failed one. */
  public static byte[] readyForQuery(char transactionStatus) {
    return MessageWriter.tagged('Z').int8(transactionStatus).bytes();
  }

  // Results

  public static byte[] rowDescription(Column... columns) {
    MessageWriter message = MessageWriter.tagged('T').int16(columns.length);
    for (Column column : columns) {
      message
          .string(column.name())
          .int32(column.tableOid())
          .int16(column.attnum())
          .int32(column.typeOid())
          .int16(column.typlen())
          .int32(column.typmod())
          .int16(column.format());
    }
    return message.bytes();
  }

  /** The row of a result without columns. */
  public static byte[] dataRow() {
    return MessageWriter.tagged('D').int16(0).bytes();
  }

  /** A row of text values; null is NULL. */
  public static byte[] dataRow(@Nullable String... values) {
    return MessageWriter.tagged('D').values(MessageWriter.texts(values)).bytes();
  }

  /** A row of values as they are; null is NULL. */
  @SuppressWarnings("NullAway") // the values may be null, not the array, as NullAway reads it
  public static byte[] dataRow(byte @Nullable []... values) {
    return MessageWriter.tagged('D').values(values).bytes();
  }

  public static byte[] commandComplete(String commandTag) {
    return MessageWriter.tagged('C').string(commandTag).bytes();
  }

  public static byte[] emptyQueryResponse() {
    return MessageWriter.tagged('I').bytes();
  }

  public static byte[] functionCallResponse(byte @Nullable [] result) {
    return MessageWriter.tagged('V').value(result).bytes();
  }

  // Errors, notices, notifications

  /** An error of severity ERROR. */
  public static byte[] errorResponse(String sqlstate, String message) {
    return errorResponse("ERROR", sqlstate, message, Map.of());
  }

  /**
   * An error; {@code extra} holds the other fields by their letters ("Error and Notice Message
   * Fields"): {@code D} detail, {@code H} hint, {@code P} position, {@code W} where …
   */
  public static byte[] errorResponse(
      String severity, String sqlstate, String message, Map<Character, String> extra) {
    return report('E', severity, sqlstate, message, extra);
  }

  /** A notice of severity NOTICE. */
  public static byte[] noticeResponse(String message) {
    return noticeResponse("NOTICE", "00000", message, Map.of());
  }

  public static byte[] noticeResponse(
      String severity, String sqlstate, String message, Map<Character, String> extra) {
    return report('N', severity, sqlstate, message, extra);
  }

  public static byte[] notificationResponse(int processId, String channel, String payload) {
    return MessageWriter.tagged('A').int32(processId).string(channel).string(payload).bytes();
  }

  // COPY

  /** COPY … FROM STDIN begins; formats are 0 for text, 1 for binary. */
  public static byte[] copyInResponse(int format, int... columnFormats) {
    return MessageWriter.tagged('G').int8(format).int16s(columnFormats).bytes();
  }

  /** COPY … TO STDOUT begins. */
  public static byte[] copyOutResponse(int format, int... columnFormats) {
    return MessageWriter.tagged('H').int8(format).int16s(columnFormats).bytes();
  }

  /** Streaming replication begins. */
  public static byte[] copyBothResponse(int format, int... columnFormats) {
    return MessageWriter.tagged('W').int8(format).int16s(columnFormats).bytes();
  }

  public static byte[] copyData(byte[] data) {
    return MessageWriter.tagged('d').raw(data).bytes();
  }

  public static byte[] copyData(String text) {
    return copyData(Bytes.utf8(text));
  }

  public static byte[] copyDone() {
    return MessageWriter.tagged('c').bytes();
  }

  // Extended query

  public static byte[] parseComplete() {
    return MessageWriter.tagged('1').bytes();
  }

  public static byte[] bindComplete() {
    return MessageWriter.tagged('2').bytes();
  }

  public static byte[] closeComplete() {
    return MessageWriter.tagged('3').bytes();
  }

  public static byte[] noData() {
    return MessageWriter.tagged('n').bytes();
  }

  public static byte[] portalSuspended() {
    return MessageWriter.tagged('s').bytes();
  }

  public static byte[] parameterDescription(int... typeOids) {
    MessageWriter message = MessageWriter.tagged('t').int16(typeOids.length);
    for (int oid : typeOids) {
      message.int32(oid);
    }
    return message.bytes();
  }

  // Anything else, well-formed or not

  /** A message of any tag with any body. */
  public static byte[] raw(char tag, byte... body) {
    return MessageWriter.tagged(tag).raw(body).bytes();
  }

  /** A message whose length field says {@code claimedLength}, whatever its body is. */
  public static byte[] rawWithLength(char tag, int claimedLength, byte... body) {
    return MessageWriter.tagged(tag).raw(body).bytes(claimedLength);
  }

  private static byte[] report(
      char tag, String severity, String sqlstate, String text, Map<Character, String> extra) {
    MessageWriter message =
        MessageWriter.tagged(tag)
            .int8('S')
            .string(severity)
            .int8('V')
            .string(severity)
            .int8('C')
            .string(sqlstate)
            .int8('M')
            .string(text);
    // Sorted, so that the same fields are always the same bytes.
    extra.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(field -> message.int8(field.getKey()).string(field.getValue()));
    return message.int8(0).bytes();
  }
}
