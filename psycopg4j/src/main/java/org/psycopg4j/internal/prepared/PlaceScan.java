// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over a statement's tokens and looks at where its placeholders stand. */
final class PlaceScan {
  /* Words that go on with an expression; any other one after a placeholder ends it. */
  private static final String[] INFIX = {
    "and",
    "or",
    "is",
    "isnull",
    "notnull",
    "in",
    "like",
    "ilike",
    "similar",
    "between",
    "collate",
    "at",
    "not",
    "operator",
    "overlaps",
    "escape"
  };

  private static final String[] CLAUSES = {
    "select",
    "from",
    "where",
    "having",
    "limit",
    "offset",
    "fetch",
    "for",
    "window",
    "union",
    "intersect",
    "except",
    "returning",
    "rows",
    "range",
    "groups",
    "values",
    "set",
    "filter"
  };

  private final Tokens tokens;
  private final List<Place> places = new ArrayList<>();
  private final BitSet inList =
      new BitSet(); // by depth: the items of ORDER BY, GROUP BY or the like
  private final BitSet inSet = new BitSet(); // by depth: the assignments of UPDATE
  private final BitSet inInsert = new BitSet(); // by depth: before the VALUES of INSERT
  private int values = -1; // the depth of the only row of that VALUES
  private int depth;
  private int cases; // how many CASE … END are open
  private boolean inConflictTarget;
  private @Nullable String refusal;

  PlaceScan(Tokens tokens) {
    this.tokens = tokens;
    for (int i = 0; i < tokens.size() && refusal == null; i++) {
      token(i);
    }
  }

  /** Why a placeholder can't be a parameter where it stands, or null. */
  @Nullable String refusal() {
    return refusal;
  }

  List<Place> places() {
    return places;
  }

  private void token(int i) {
    if (tokens.is(i, TokenKind.PLACEHOLDER)) {
      refusal = refusal(i);
      places.add(place(i));
    } else if (tokens.is(i, TokenKind.PUNCTUATION)) {
      punctuation(i);
    } else if (tokens.is(i, TokenKind.WORD)) {
      word(i);
    }
  }

  private void punctuation(int i) {
    if (tokens.is(i, "(")) {
      boolean goesOn = inList.get(depth) && isGrouping(i - 1);
      boolean distinctOn = tokens.isWord(i - 1, "on") && tokens.isWord(i - 2, "distinct");
      depth++;
      inList.set(depth, goesOn || distinctOn);
      inSet.clear(depth);
      inInsert.clear(depth);
      if (tokens.isWord(i - 1, "values") && inInsert.get(depth - 1) && isOnlyRow(i)) {
        values = depth;
      }
    } else if (tokens.is(i, ")") && depth > 0) {
      if (values == depth) {
        values = -1;
      }
      depth--;
    }
  }

  /** Whether no other row follows that which this parenthesis opens. */
  private boolean isOnlyRow(int open) {
    int nested = 1;
    int i = open;
    while (nested > 0 && tokens.has(++i)) {
      nested += tokens.is(i, "(") ? 1 : tokens.is(i, ")") ? -1 : 0;
    }
    return !tokens.is(i + 1, ",");
  }

  /** Whether a parenthesis behind this token still holds items of a list. */
  private boolean isGrouping(int i) {
    return tokens.is(i, "(")
        || tokens.is(i, ",")
        || tokens.isWord(i, "by", "rollup", "cube", "sets", "all", "distinct");
  }

  private void word(int i) {
    if (tokens.isWord(i, "by") && tokens.isWord(i - 1, "order", "group")) {
      inList.set(depth);
    } else if (tokens.isWord(i, CLAUSES)) {
      inList.clear(depth);
      inSet.set(depth, tokens.isWord(i, "set"));
      if (!tokens.isWord(i, "values")) {
        inInsert.clear(depth);
      }
    } else if (tokens.isWord(i, "case")) {
      cases++;
    } else if (tokens.isWord(i, "end") && cases > 0) {
      cases--;
    } else if (tokens.isWord(i, "conflict") && tokens.isWord(i - 1, "on")) {
      inConflictTarget = true;
      inInsert.clear(depth);
    } else if (tokens.isWord(i, "into") && tokens.isWord(i - 1, "insert")) {
      inInsert.set(depth);
    } else if (tokens.isWord(i, "do")) {
      inConflictTarget = false;
    }
  }

  private @Nullable String refusal(int i) {
    if (isGlued(i)) {
      return "a placeholder is a part of a longer word, number or string";
    } else if (inConflictTarget) {
      return "a placeholder is in the target of ON CONFLICT, which an index has to match";
    } else if (inList.get(depth) && isWholeItem(i)) {
      return "a placeholder is an item of ORDER BY, GROUP BY or DISTINCT ON, where a number is a"
          + " column's place";
    } else if (tokens.is(i - 1, "-") && isUnary(i - 1)) {
      return "a minus sign is before a placeholder";
    } else if (isBetween(i)) {
      return "a placeholder is before BETWEEN, which reads a literal twice";
    } else if (isFolded(i)) {
      return "a placeholder is in an expression of constants alone, which is worked out when the"
          + " statement is planned";
    }
    return null;
  }

  private boolean isBetween(int i) {
    return tokens.isWord(i + 1, "between")
        || (tokens.isWord(i + 1, "not") && tokens.isWord(i + 2, "between"));
  }

  private boolean isGlued(int i) {
    char before = tokens.before(i);
    char after = tokens.after(i);
    return gluesTo(before) || gluesTo(after) || (before == '&' && isUnicodePrefix(i - 1));
  }

  private static boolean gluesTo(char c) {
    return SqlLexer.isIdentifierPart(c)
        || c == '\''
        || c == '"'
        || c == '.'
        || c == SqlLexer.PLACEHOLDER;
  }

  /** {@code U&} right before a string makes it another one. */
  private boolean isUnicodePrefix(int operator) {
    return Character.toLowerCase(tokens.before(operator)) == 'u';
  }

  private boolean isWholeItem(int i) {
    boolean begins =
        tokens.isWord(i - 1, "by", "all", "distinct")
            || tokens.is(i - 1, "(")
            || tokens.is(i - 1, ",");
    boolean ends =
        !tokens.has(i + 1)
            || tokens.is(i + 1, ",")
            || tokens.is(i + 1, ")")
            || tokens.is(i + 1, ";")
            || (tokens.is(i + 1, TokenKind.WORD) && !tokens.isWord(i + 1, INFIX));
    return begins && ends;
  }

  private boolean isUnary(int operator) {
    return !(tokens.isConstant(operator - 1)
        || tokens.is(operator - 1, ")")
        || tokens.is(operator - 1, "]")
        || tokens.is(operator - 1, TokenKind.QUOTED)
        || (tokens.is(operator - 1, TokenKind.WORD) && !isExpressionsStart(operator - 1)));
  }

  private boolean isExpressionsStart(int i) {
    return tokens.isWord(i, CLAUSES)
        || tokens.isWord(i, INFIX)
        || tokens.isWord(i, "by", "then", "else", "when", "case", "on", "all", "distinct");
  }

  /** Whether it is an operand of an operator whose other operand is a constant, too. */
  private boolean isFolded(int i) {
    return (isFolding(i - 1) && tokens.isConstant(i - 2))
        || (isFolding(i + 1) && tokens.isConstant(i + 2));
  }

  private boolean isFolding(int operator) {
    return tokens.is(operator, TokenKind.OPERATOR)
        && (cases > 0 || (tokens.text(operator).length() == 1 && isArithmetic(operator)));
  }

  private boolean isArithmetic(int operator) {
    return "+-*/%^".contains(tokens.text(operator));
  }

  private Place place(int i) {
    boolean isDirectlyCast = tokens.is(i + 1, "::");
    boolean isInCast =
        tokens.isWord(i + 1, "as") && tokens.is(i - 1, "(") && tokens.isWord(i - 2, "cast");
    boolean isIndexed = tokens.is(i + 1, "[");
    return new Place(
        isDirectlyCast || isInCast,
        isIndexed,
        isDirectlyCast || isIndexed || tokens.is(i + 1, "."),
        (tokens.is(i - 1, "=") && !isAssigned(i - 1)) || tokens.is(i + 1, "="),
        tokens.is(i - 1, "/") || tokens.is(i - 1, "%"),
        isStored(i));
  }

  private boolean isStored(int i) {
    if (values == depth) {
      return (tokens.is(i - 1, "(") || tokens.is(i - 1, ","))
          && (tokens.is(i + 1, ",") || tokens.is(i + 1, ")"));
    }
    boolean ends =
        !tokens.has(i + 1)
            || tokens.is(i + 1, ",")
            || tokens.is(i + 1, ")")
            || tokens.is(i + 1, ";")
            || tokens.isWord(i + 1, "where", "from", "returning");
    return ends && tokens.is(i - 1, "=") && isAssigned(i - 1);
  }

  /** Whether this = is the one of {@code SET column = …}. */
  private boolean isAssigned(int equals) {
    return inSet.get(depth) && (tokens.isWord(equals - 2, "set") || tokens.is(equals - 2, ","));
  }
}
