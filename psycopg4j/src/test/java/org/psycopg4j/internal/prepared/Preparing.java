// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import static org.psycopg4j.testkit.ClientMessages.bind;
import static org.psycopg4j.testkit.ClientMessages.describeStatement;
import static org.psycopg4j.testkit.ClientMessages.execute;
import static org.psycopg4j.testkit.ClientMessages.parse;
import static org.psycopg4j.testkit.ClientMessages.sync;
import static org.psycopg4j.testkit.ServerMessages.bindComplete;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.dataRow;
import static org.psycopg4j.testkit.ServerMessages.parameterDescription;
import static org.psycopg4j.testkit.ServerMessages.parseComplete;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import org.psycopg4j.testkit.Bytes;
import org.psycopg4j.testkit.Transcript;

/** What is said on both sides before a statement is prepared. */
final class Preparing {
  private Preparing() {}

  /** A command without parameters, by the extended protocol. */
  static byte[] command(String sql) {
    return Bytes.concat(parse("", sql), bind("", ""), execute("", 0));
  }

  static void answerSettings(Transcript<PreparedPeer> t, char status) {
    t.server(
        parseComplete(),
        bindComplete(),
        dataRow(Integer.toString(PreparedPeer.PID), "1", "1"),
        commandComplete("SELECT 1"),
        readyForQuery(status));
  }

  /** The question of what the text and the statement with parameters return. */
  static byte[] describe(String name, String merged, String bound, int... types) {
    return Bytes.concat(
        parse("", merged),
        describeStatement(""),
        parse(name, bound, types),
        describeStatement(name),
        sync());
  }

  /** Its answer, of a RowDescription or NoData for each of both, and the parameters' types. */
  static void answerDescribe(
      Transcript<PreparedPeer> t, byte[] merged, byte[] bound, int... types) {
    t.server(
        parseComplete(),
        parameterDescription(),
        merged,
        parseComplete(),
        parameterDescription(types),
        bound,
        readyForQuery('I'));
  }
}
