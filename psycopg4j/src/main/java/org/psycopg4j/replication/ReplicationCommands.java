// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;

/**
 * The texts of replication commands (manual: "Streaming Replication Protocol"). Their grammar has
 * strings without escapes: a quote is doubled and a backslash is itself.
 */
final class ReplicationCommands {
  private ReplicationCommands() {}

  static String createSlot(
      String name, ReplicationType type, @Nullable String plugin, boolean temporary) {
    String start = "CREATE_REPLICATION_SLOT " + identifier(name) + (temporary ? " TEMPORARY" : "");
    if (type == ReplicationType.PHYSICAL) {
      if (plugin != null) {
        throw new ProgrammingException(
            "cannot specify output plugin name when creating physical replication slot");
      }
      return start + " PHYSICAL";
    }
    if (plugin == null) {
      throw new ProgrammingException(
          "output plugin name is required to create logical replication slot");
    }
    return start + " LOGICAL " + identifier(plugin);
  }

  static String dropSlot(String name) {
    return "DROP_REPLICATION_SLOT " + identifier(name);
  }

  /** START_REPLICATION, once the options fit together. */
  static String start(ReplicationOptions options, ReplicationType type) {
    StringBuilder command = new StringBuilder("START_REPLICATION ");
    String slot = options.slot();
    Map<String, @Nullable String> plugin = options.plugin();
    if (type == ReplicationType.LOGICAL) {
      if (slot == null) {
        throw new ProgrammingException("slot name is required for logical replication");
      }
      if (options.timeline() != 0) {
        throw new ProgrammingException("cannot specify timeline for logical replication");
      }
      command.append("SLOT ").append(identifier(slot)).append(" LOGICAL ");
    } else {
      if (plugin != null) {
        throw new ProgrammingException(
            "cannot specify output plugin options for physical replication");
      }
      if (slot != null) {
        command.append("SLOT ").append(identifier(slot)).append(' ');
      }
    }
    command.append(options.startLsn());
    if (options.timeline() != 0) {
      command.append(" TIMELINE ").append(Integer.toUnsignedString(options.timeline()));
    }
    if (plugin != null && !plugin.isEmpty()) {
      command.append(' ').append(options(plugin));
    }
    return command.toString();
  }

  private static String options(Map<String, @Nullable String> plugin) {
    StringJoiner list = new StringJoiner(", ", "(", ")");
    plugin.forEach(
        (name, value) -> list.add(identifier(name) + (value == null ? "" : " " + string(value))));
    return list.toString();
  }

  static String identifier(String name) {
    return '"' + withoutNul(name).replace("\"", "\"\"") + '"';
  }

  private static String string(String value) {
    return '\'' + withoutNul(value).replace("'", "''") + '\'';
  }

  private static String withoutNul(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "a replication command cannot contain NUL characters");
    }
    return text;
  }
}
