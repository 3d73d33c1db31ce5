// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.wire.RowDescription;

/**
 * A statement with arguments of certain kinds: how often it was executed, and what it is called on
 * the server if it is prepared. What changes belongs to the holder of the connection's lock.
 */
public final class TypedStatement {
  private final StatementText text;
  private final ParameterForm[] forms;

  private final AtomicInteger executions =
      new AtomicInteger(); // by the simple protocol, since it could be prepared
  private volatile @Nullable String refusal;
  private volatile byte @Nullable [] name; // on the server
  private @Nullable RowDescription described;
  private int[] parameterTypes = {};
  private boolean dependsOnSettings;
  private int verifiedIn; // the last transaction in which it was executed
  private @Nullable ColumnFormats formats;

  TypedStatement(StatementText text, ParameterForm[] forms) {
    this.text = text;
    this.forms = forms;
  }

  /** Whether the values are of its kinds. */
  public boolean isOf(@Nullable Object[] values, Quoting quoting) {
    for (int i = 0; i < forms.length; i++) {
      if (!takesNull(i, values[i]) && forms[i] != text.form(i, values[i], quoting)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is NULL, and all that happens to it is that it is stored. */
  private boolean takesNull(int placeholder, @Nullable Object value) {
    return value == null && text.shape().isStored(placeholder);
  }

  /** Whether nothing about these values, which are of its kinds, speaks against binding them. */
  public boolean admits(@Nullable Object[] values) {
    for (int i = 0; i < forms.length; i++) {
      if (text.refusal(i, forms[i], values[i]) != null) {
        return false;
      }
    }
    return true;
  }

  /** What it is called on the server; null if it is not prepared. */
  public @Nullable String statementName() {
    byte[] known = name;
    return known == null ? null : new String(known, StandardCharsets.US_ASCII);
  }

  /** Why it can't be prepared; null if nothing speaks against it so far. */
  public @Nullable String refusal() {
    return refusal;
  }

  /** Takes note that it can't be prepared: the same with other kinds of numbers may be. */
  void cannotBePrepared(String reason) {
    refuse(reason);
    if (Arrays.asList(forms).contains(StoredNumberForm.INSTANCE)) {
      text.beStrict();
    }
  }

  void refuse(String reason) {
    refusal = reason;
  }

  /** How often it was executed by the simple protocol since it could be prepared. */
  public int executions() {
    return executions.get();
  }

  void hasRunPlain() {
    executions.incrementAndGet();
  }

  /** Whether it has to show first, by the simple protocol, that it returns no rows. */
  boolean hasToRunPlainFirst() {
    return executions.get() == 0 && text.shape().writesInSilence();
  }

  /** Whether it calls functions that may do anything. */
  boolean callsUnknown() {
    return text.shape().callsUnknown();
  }

  /** Whether it is prepared on the server. */
  public boolean isPrepared() {
    return name != null;
  }

  byte[] name() {
    byte[] known = name;
    if (known == null) {
      throw new IllegalStateException("a statement that is not prepared");
    }
    return known;
  }

  void prepared(String as, @Nullable RowDescription columns, int[] types) {
    described = columns;
    parameterTypes = types;
    dependsOnSettings = columns != null && ColumnFormats.dependsOnSettings(columns);
    formats = null;
    verifiedIn = 0;
    name = as.getBytes(StandardCharsets.US_ASCII);
  }

  /** Takes note that it is not prepared any more, nor counted. */
  void forgotten() {
    name = null;
    executions.set(0);
    refusal = null;
  }

  /** Whether it has no columns, once it is prepared, that could become others. */
  boolean returnsNothing() {
    return described == null;
  }

  boolean dependsOnSettings() {
    return dependsOnSettings;
  }

  int verifiedIn() {
    return verifiedIn;
  }

  void verifiedIn(int transaction) {
    verifiedIn = transaction;
  }

  /** The columns with the formats that they are asked for in; null if there are none. */
  public @Nullable RowDescription columns(Decoders types, Decoding decoding, boolean exactTexts) {
    RowDescription columns = described;
    if (columns == null) {
      return null;
    }
    ColumnFormats known = formats;
    if (known == null || !known.isFor(types, decoding, exactTexts)) {
      known = new ColumnFormats(columns, types, decoding, exactTexts);
      formats = known;
    }
    return known.columns();
  }

  /** The types of its parameters, once it is prepared. */
  public int[] parameterTypes() {
    return parameterTypes.clone();
  }

  int[] declaredTypes() {
    int[] types = new int[forms.length];
    for (int i = 0; i < forms.length; i++) {
      types[i] = forms[i].oid();
    }
    return types;
  }

  /** Why it can't be promoted with its parameters of these types; null if it can. */
  @Nullable String refusalOf(int[] types) {
    if (types.length != forms.length) {
      return "the server sees another number of parameters";
    }
    for (int i = 0; i < types.length; i++) {
      if (!forms[i].accepts(types[i])) {
        return "parameter %d is of type %s, whose values may be read otherwise when they are bound"
            .formatted(i + 1, Integer.toUnsignedString(types[i]));
      }
    }
    return null;
  }

  /** The text with {@code $1}, {@code $2} … and the casts that the literals have. */
  byte[] sql(Charset charset) {
    SqlBuffer out = new SqlBuffer(charset);
    for (int i = 0; i < forms.length; i++) {
      out.text(text.pieces().get(i));
      out.append('$');
      out.number(i + 1);
      out.ascii(forms[i].cast());
    }
    out.text(text.pieces().get(forms.length));
    return out.toByteArray();
  }

  /** Writes what Bind says of the parameters; false if one can't be bound after all. */
  boolean write(@Nullable Object[] values, SqlBuffer out) {
    out.int16(forms.length);
    for (int i = 0; i < forms.length; i++) {
      out.int16(forms[i].format(parameterTypes[i]));
    }
    out.int16(forms.length);
    for (int i = 0; i < forms.length; i++) {
      if (takesNull(i, values[i])) {
        out.int32(-1);
      } else if (!forms[i].write(values[i], parameterTypes[i], out)) {
        return false;
      }
    }
    return true;
  }
}
