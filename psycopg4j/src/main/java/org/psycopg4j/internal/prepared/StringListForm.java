// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.parameter.Sequences;

/**
 * Lists of strings before a cast, which reads each element of ARRAY['1', '2'] as the type that is
 * cast to: a string again, that of the array, for the server to read.
 */
final class StringListForm extends ParameterForm {
  static final StringListForm INSTANCE = new StringListForm();

  private StringListForm() {}

  @Override
  public int oid() {
    return 0;
  }

  @Override
  public String cast() {
    return "";
  }

  /** What is no array is made of an array of texts by ARRAY[…], and of its text by a string. */
  @Override
  public boolean accepts(int resolvedOid) {
    return UnknownTypes.isArray(resolvedOid);
  }

  @Override
  public boolean isList() {
    return true;
  }

  @Override
  public int format(int resolvedOid) {
    return TEXT;
  }

  @Override
  boolean body(Object plain, SqlBuffer out) {
    List<? extends @Nullable Object> list = Sequences.of(plain);
    return list != null && ArrayOutput.write(list, StringListForm::quoted, out);
  }

  private static boolean quoted(Object item, SqlBuffer out) {
    Object plain = Plain.of(item);
    String text = plain == null ? "\0" : TextForm.text(plain);
    if (text.indexOf('\0') >= 0) {
      return false;
    }
    out.append('"');
    boolean fits = escaped(text, out);
    out.append('"');
    return fits;
  }

  private static boolean escaped(String text, SqlBuffer out) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        if (!TextForm.encoded(text, from, i, out)) {
          return false;
        }
        out.append('\\');
        from = i;
      }
    }
    return TextForm.encoded(text, from, text.length(), out);
  }
}
