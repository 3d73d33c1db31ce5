// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.python;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.DatabaseException;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.IntegrityException;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.InternalException;
import org.psycopg4j.errors.NotSupportedException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.QueryCanceledException;
import org.psycopg4j.errors.TransactionRollbackException;

/** What went wrong, as Python makes an exception of it. */
final class Failure {
  /** The classes of psycopg2's that a class of errors stands for, the nearest first. */
  private static final Map<Class<? extends PsycopgException>, String> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put(QueryCanceledException.class, "QueryCanceledError");
    NAMES.put(TransactionRollbackException.class, "TransactionRollbackError");
    NAMES.put(InterfaceException.class, "InterfaceError");
    NAMES.put(DataException.class, "DataError");
    NAMES.put(OperationalException.class, "OperationalError");
    NAMES.put(IntegrityException.class, "IntegrityError");
    NAMES.put(InternalException.class, "InternalError");
    NAMES.put(ProgrammingException.class, "ProgrammingError");
    NAMES.put(NotSupportedException.class, "NotSupportedError");
    NAMES.put(DatabaseException.class, "DatabaseError");
    NAMES.put(PsycopgException.class, "Error");
  }

  private Failure() {}

  /**
   * The name of an exception, of psycopg2's or Python's own; the message; the server's report and
   * the error code, if it is the server's; and the code and the value of each field it sent.
   */
  static @Nullable Object[] of(Throwable what) {
    if (what instanceof ParameterException wrong) {
      return new @Nullable Object[] {pythons(wrong.kind()), wrong.psycopgText(), null, null};
    } else if (what instanceof PsycopgException error) {
      Map<String, @Nullable String> fields = fields(error.diag());
      @Nullable Object[] all = new @Nullable Object[4 + 2 * fields.size()];
      all[0] = name(error);
      all[1] = error.getMessage();
      all[2] = error.pgerror();
      all[3] = error.pgcode();
      int at = 4;
      for (Map.Entry<String, @Nullable String> field : fields.entrySet()) {
        all[at++] = field.getKey();
        all[at++] = field.getValue();
      }
      return all;
    }
    return new @Nullable Object[] {"", what.toString(), null, null};
  }

  private static String name(PsycopgException error) {
    for (Map.Entry<Class<? extends PsycopgException>, String> known : NAMES.entrySet()) {
      if (known.getKey().isInstance(error)) {
        return known.getValue();
      }
    }
    throw new IllegalStateException(error);
  }

  private static String pythons(ParameterException.Kind kind) {
    return switch (kind) {
      case TYPE -> "TypeError";
      case INDEX -> "IndexError";
      case KEY -> "KeyError";
      case VALUE -> "ValueError";
      case ENCODE -> "UnicodeEncodeError";
      case ATTRIBUTE -> "AttributeError";
    };
  }

  private static Map<String, @Nullable String> fields(Diagnostics diag) {
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    if (diag.equals(Diagnostics.NONE)) {
      return fields;
    }
    fields.put("severity", diag.severity());
    fields.put("severity_nonlocalized", diag.severityNonlocalized());
    fields.put("sqlstate", diag.sqlstate());
    fields.put("message_primary", diag.messagePrimary());
    fields.put("message_detail", diag.messageDetail());
    fields.put("message_hint", diag.messageHint());
    fields.put("statement_position", diag.statementPosition());
    fields.put("internal_position", diag.internalPosition());
    fields.put("internal_query", diag.internalQuery());
    fields.put("context", diag.context());
    fields.put("schema_name", diag.schemaName());
    fields.put("table_name", diag.tableName());
    fields.put("column_name", diag.columnName());
    fields.put("datatype_name", diag.datatypeName());
    fields.put("constraint_name", diag.constraintName());
    fields.put("source_file", diag.sourceFile());
    fields.put("source_line", diag.sourceLine());
    fields.put("source_function", diag.sourceFunction());
    return fields;
  }
}
