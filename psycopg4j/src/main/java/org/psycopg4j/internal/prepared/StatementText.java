// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.query.QueryTemplate;
import org.psycopg4j.internal.types.Quoting;

/**
 * A statement's text that a session has executed, and what is known of it with arguments of each
 * kind. Found under the lock of {@link PreparedStatements}; any thread may use it.
 */
public final class StatementText {
  /* A text whose arguments are of ever new kinds (nulls here and there) is prepared for each. */
  private static final int MOST_KINDS = 16;

  private final QueryTemplate template;
  private final List<String> pieces;
  private final StatementShape shape;
  private final boolean standardConformingStrings;
  private volatile TypedStatement[] kinds = {};
  private volatile boolean strict; // the columns do not take any number as it is

  StatementText(QueryTemplate template, boolean bare, boolean standardConformingStrings) {
    this.template = template;
    this.pieces = bare ? List.of(template.sql()) : template.texts();
    this.shape = StatementShape.of(pieces, standardConformingStrings);
    this.standardConformingStrings = standardConformingStrings;
  }

  /** The text with its placeholders found. */
  public QueryTemplate template() {
    return template;
  }

  /** The text as it was given. */
  public String sql() {
    return template.sql();
  }

  StatementShape shape() {
    return shape;
  }

  /** The texts around the placeholders, one more than there are placeholders. */
  public List<String> pieces() {
    return pieces;
  }

  /** Whether its strings end where they did when it was looked at. */
  public boolean isReadAs(Quoting quoting) {
    return standardConformingStrings == quoting.standardConformingStrings();
  }

  /** Whether nothing but the arguments can speak against preparing it. */
  public boolean mayBePrepared() {
    return shape.refusal() == null;
  }

  /** Whether it may change settings, or is several statements. */
  public boolean mayChangeSettings() {
    return shape.mayChangeSettings();
  }

  /** An argument for each placeholder; null if they don't fit, so that merging them will fail. */
  public @Nullable Object @Nullable [] values(Arguments arguments) {
    return arguments == Arguments.none() ? new Object[0] : template.values(arguments);
  }

  /** The statement with arguments of these kinds; null if one of them can't be bound. */
  public @Nullable TypedStatement with(@Nullable Object[] values, Quoting quoting) {
    for (TypedStatement known : kinds) {
      if (known.isOf(values, quoting)) {
        return known;
      }
    }
    ParameterForm[] forms = new ParameterForm[values.length];
    for (int i = 0; i < values.length; i++) {
      ParameterForm form = form(i, values[i], quoting);
      if (form == null) {
        return null;
      }
      forms[i] = form;
    }
    TypedStatement[] before = kinds;
    if (before.length == MOST_KINDS) {
      return null;
    }
    TypedStatement fresh = new TypedStatement(this, forms);
    TypedStatement[] more = Arrays.copyOf(before, before.length + 1);
    more[before.length] = fresh;
    kinds = more; // a race costs one kind, which is found anew
    return fresh;
  }

  /** How a value is bound in a placeholder's place; null if it can't be. */
  @Nullable ParameterForm form(int placeholder, @Nullable Object value, Quoting quoting) {
    return value != null && takesAnyNumber(placeholder) && StoredNumberForm.isOf(value)
        ? StoredNumberForm.INSTANCE
        : ParameterForm.of(value, shape.isCast(placeholder), quoting);
  }

  private boolean takesAnyNumber(int placeholder) {
    return !strict && shape.isStored(placeholder);
  }

  /** Has each kind of number be bound by itself from now on. */
  void beStrict() {
    strict = true;
  }

  /**
   * What speaks against preparing it with these arguments, in words for the user; null if nothing.
   */
  public @Nullable String refusal(@Nullable Object[] values, Quoting quoting) {
    if (shape.refusal() != null) {
      return shape.refusal();
    }
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      ParameterForm form = form(i, value, quoting);
      if (form == null) {
        return "argument %d, of %s, is no single constant for the server"
            .formatted(i + 1, value == null ? "null" : value.getClass().getName());
      }
      String refusal = refusal(i, form, value);
      if (refusal != null) {
        return "argument %d: %s".formatted(i + 1, refusal);
      }
    }
    if (with(values, quoting) == null) {
      return "its arguments are of too many kinds";
    }
    return null;
  }

  /** What speaks against binding such a value in a placeholder's place; null if nothing. */
  @Nullable String refusal(int placeholder, ParameterForm form, @Nullable Object value) {
    boolean isZero = value != null && form.isZero(value);
    return shape.refusal(placeholder, form.isNegative(), form.isNull(), isZero, form.isList());
  }
}
