// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.MessageReader;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * Asks for what promotion has to know of the session and the server does not report: which process
 * it is, for behind a pooler it is another one than the start has told; and whether floats are
 * written exactly, and bytea in hexadecimal digits, as they are read from binary.
 */
final class SettingsStage extends GuardedStage {
  static final String SQL =
      "SELECT pg_catalog.pg_backend_pid()::pg_catalog.text,"
          + " pg_catalog.current_setting('extra_float_digits'),"
          + " (pg_catalog.current_setting('bytea_output') OPERATOR(pg_catalog.=) 'hex')"
          + "::pg_catalog.int4::pg_catalog.text";

  private static final byte[] QUESTION = ascii(SQL);

  private final StagedExchange exchange;
  private int pid;
  private int floatDigits;
  private boolean hexBytes;

  SettingsStage(StagedExchange exchange) {
    super(exchange);
    this.exchange = exchange;
  }

  @Override
  void ask(SendBuffer out) {
    Frontend.parse(out, "", QUESTION, new int[0]);
    Frontend.bind(out);
    Frontend.execute(out);
  }

  @Override
  void onAnswer(byte tag, byte[] buf, int off, int len) {
    switch (tag) {
      case Backend.PARSE_COMPLETE, Backend.BIND_COMPLETE, Backend.COMMAND_COMPLETE -> {}
      case Backend.DATA_ROW -> {
        MessageReader row = new MessageReader(buf, off, len);
        row.int16();
        pid = number(row);
        floatDigits = number(row);
        hexBytes = number(row) != 0;
      }
      default -> throw unexpected(tag);
    }
  }

  private static int number(MessageReader row) {
    byte[] digits = row.bytes(row.int32());
    return Integer.parseInt(new String(digits, StandardCharsets.US_ASCII));
  }

  @Override
  Stage next(@Nullable Diagnostics error) {
    if (error == null) {
      exchange.statements().settings(pid, floatDigits > 0 && hexBytes);
    } else {
      exchange.statements().refuseAll("the server does not tell its settings");
    }
    return exchange.decide();
  }
}
