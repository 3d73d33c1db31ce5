// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.*;

public abstract class ParameterForm {
  public abstract int oid();

  public abstract String cast();

  public abstract boolean accepts(int resolvedOid);

  public boolean isNegative() {
    return false;
  }

  public boolean isNull() {
    return false;
  }

  public boolean isList() {
    return false;
  }

  public boolean isZero(Object value) {
    return false;
  }

  public abstract int format(int resolvedOid);

  public abstract boolean write(@Nullable Object value, int resolvedOid, SqlBuffer out);

  static final ParameterForm INT4 =
      new ParameterForm() {
        @Override
        public int oid() {
          return 23;
        }

        @Override
        public String cast() {
          return "";
        }

        @Override
        public boolean accepts(int o) {
          return o == 23;
        }

        @Override
        public int format(int o) {
          return 1;
        }

        @Override
        public boolean write(@Nullable Object v, int o, SqlBuffer out) {
          out.int32(4);
          out.int32((Integer) java.util.Objects.requireNonNull(v));
          return true;
        }
      };
  static final ParameterForm TEXT =
      new ParameterForm() {
        @Override
        public int oid() {
          return 0;
        }

        @Override
        public String cast() {
          return "";
        }

        @Override
        public boolean accepts(int o) {
          return o == 25 || o == 23;
        }

        @Override
        public int format(int o) {
          return 0;
        }

        @Override
        public boolean write(@Nullable Object v, int o, SqlBuffer out) {
          int at = out.size();
          out.int32(0);
          out.text((String) java.util.Objects.requireNonNull(v));
          out.setInt32(at, out.size() - at - 4);
          return true;
        }
      };

  public static @Nullable ParameterForm of(@Nullable Object value, boolean cast, Quoting quoting) {
    return value instanceof Integer i && i >= 0 ? INT4 : value instanceof String ? TEXT : null;
  }
}
