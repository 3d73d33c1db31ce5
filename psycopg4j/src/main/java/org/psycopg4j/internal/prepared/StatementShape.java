// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a statement's text says about whether it may be prepared: whether a parameter in each
 * placeholder's place would mean the same as the literal. Immutable.
 *
 * <p>Where a parameter is an error the server says so when it prepares the statement; what is
 * looked for here is what it would understand otherwise.
 */
public final class StatementShape {
  private static final String[] VERBS = {
    "select", "insert", "update", "delete", "merge", "values", "with", "table"
  };

  /* What stands for another time each time it is read. A prepared statement has read it once. */
  private static final Pattern TODAY =
      Pattern.compile("\\b(?:now|today|tomorrow|yesterday)\\b", Pattern.CASE_INSENSITIVE);

  /* Functions that change settings, and what shows the statement's own text, or the subtransaction
  that a savepoint makes. */
  private static final String[] REVEALING = {
    "set_config",
    "current_query",
    "pg_stat_activity",
    "pg_prepared_statements",
    "pg_cursors",
    "pg_export_snapshot",
    "xmin",
    "xmax",
    "cmin",
    "cmax"
  };

  private final @Nullable String refusal;
  private final boolean mayChangeSettings;
  private final boolean writesInSilence;
  private final boolean callsUnknown;
  private final List<Place> places;

  private StatementShape(
      @Nullable String refusal,
      boolean mayChangeSettings,
      boolean writesInSilence,
      boolean callsUnknown,
      List<Place> places) {
    this.refusal = refusal;
    this.writesInSilence = writesInSilence;
    this.callsUnknown = callsUnknown;
    this.mayChangeSettings = mayChangeSettings;
    this.places = places;
  }

  /**
   * The shape of a statement.
   *
   * @param texts the pieces around the placeholders, one more than there are placeholders
   * @param standardConformingStrings whether a backslash in a plain string is only a backslash
   */
  public static StatementShape of(List<String> texts, boolean standardConformingStrings) {
    for (String text : texts) {
      if (text.indexOf(SqlLexer.PLACEHOLDER) >= 0) {
        return refused("it has a zero character in it", true);
      }
    }
    Tokens tokens = SqlLexer.scan(String.join("\0", texts), standardConformingStrings);
    String refusal = tokens.defect() == null ? refusal(tokens) : tokens.defect();
    if (refusal != null) {
      return refused(refusal, tokens.defect() != null || mayChangeSettings(tokens));
    }
    PlaceScan scan = new PlaceScan(tokens);
    return new StatementShape(
        scan.refusal(),
        false,
        writesInSilence(tokens),
        FunctionNames.areUnknownIn(tokens),
        scan.places());
  }

  private static StatementShape refused(String why, boolean mayChangeSettings) {
    return new StatementShape(why, mayChangeSettings, false, true, new ArrayList<>());
  }

  private static boolean mayChangeSettings(Tokens tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.isWord(i, "set_config") || (tokens.is(i, ";") && tokens.has(i + 1))) {
        return true;
      }
    }
    return !tokens.isWord(firstWord(tokens), VERBS);
  }

  private static boolean writesInSilence(Tokens tokens) {
    boolean writes = false;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.isWord(i, "returning")) {
        return false;
      }
      writes |= tokens.isWord(i, "insert", "update", "delete", "merge");
    }
    return writes;
  }

  private static int firstWord(Tokens tokens) {
    int first = 0;
    while (tokens.is(first, "(")) {
      first++;
    }
    return first;
  }

  private static @Nullable String refusal(Tokens tokens) {
    int first = firstWord(tokens);
    if (!tokens.isWord(first, VERBS)) {
      return "it is not one of SELECT, INSERT, UPDATE, DELETE, MERGE, VALUES, WITH and TABLE";
    }
    for (int i = first; i < tokens.size(); i++) {
      if (tokens.is(i, ";") && tokens.has(i + 1)) {
        return "it is more than one statement";
      } else if (tokens.is(i, TokenKind.PARAMETER)) {
        return "it has a parameter of its own";
      } else if (tokens.isWord(i, "into") && !tokens.isWord(i - 1, "insert", "merge")) {
        return "it makes a table";
      } else if (tokens.isWord(i, REVEALING)) {
        return "it uses " + tokens.text(i);
      } else if (tokens.is(i, TokenKind.STRING) && TODAY.matcher(tokens.text(i)).find()) {
        return "it has a string that stands for another time each day";
      }
    }
    return null;
  }

  /** Why the text can't be prepared, in words for the user; null if nothing speaks against it. */
  public @Nullable String refusal() {
    return refusal;
  }

  /** Whether it may change settings, or is several statements, or ends in the middle of one. */
  public boolean mayChangeSettings() {
    return mayChangeSettings;
  }

  /**
   * Whether it writes and returns nothing, by its text: a rule may have it return rows, which come
   * by the simple protocol alone.
   */
  boolean writesInSilence() {
    return writesInSilence;
  }

  /** Whether it calls functions that are not the server's own, which may do anything. */
  boolean callsUnknown() {
    return callsUnknown;
  }

  /** Why this placeholder can't be bound for such a value, or null. */
  public @Nullable String refusal(
      int placeholder, boolean negative, boolean isNull, boolean isZero, boolean isList) {
    Place place = places.get(placeholder);
    if (negative && place.bindsTighter()) {
      return "the sign of a negative number would apply to less than the number";
    } else if (isNull && place.isCompared()) {
      return "NULL beside = may be read as IS NULL";
    } else if (isZero && place.divides()) {
      return "a division by zero is found at another time";
    } else if (isList && place.isIndexed()) {
      return "a list before [ is another thing";
    }
    return null;
  }

  /**
   * Whether the placeholder is the whole of what a column is set to: what becomes of its value is
   * up to the column's type alone.
   */
  boolean isStored(int placeholder) {
    return places.get(placeholder).isStored();
  }

  /** Whether {@code ::} follows the placeholder, or it is what CAST casts. */
  public boolean isCast(int placeholder) {
    return places.get(placeholder).isCast();
  }
}
