// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.parameter;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.types.Binary;
import org.psycopg4j.types.Json;

/** Truth values, texts, bytes, UUIDs and JSON. */
public enum ValueForm implements BinaryForm {
  BOOL {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      if (!(value instanceof Boolean truth)) {
        return false;
      }
      out.int8(truth ? 1 : 0);
      return true;
    }
  },
  TEXT {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      if (value instanceof String text) {
        text(text, out);
      } else if (value instanceof CharSequence || value instanceof Character) {
        text(value.toString(), out);
      } else if (value instanceof Enum<?> constant) {
        text(constant.name(), out);
      } else {
        return false;
      }
      return true;
    }
  },
  BYTEA {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      if (value instanceof byte[] bytes) {
        out.bytes(bytes, 0, bytes.length);
      } else if (value instanceof Binary binary && binary.bytes() != null) {
        byte[] bytes = binary.bytes();
        out.bytes(bytes, 0, bytes.length);
      } else if (value instanceof ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(buffer.position(), bytes);
        out.bytes(bytes, 0, bytes.length);
      } else {
        return false;
      }
      return true;
    }
  },
  UUID {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      if (!(value instanceof java.util.UUID uuid)) {
        return false;
      }
      out.int64(uuid.getMostSignificantBits());
      out.int64(uuid.getLeastSignificantBits());
      return true;
    }
  },
  JSON {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      String json = json(value);
      if (json != null) {
        text(json, out);
      }
      return json != null;
    }
  },
  JSONB {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      out.int8(1); // the format's version
      return JSON.write(value, out);
    }
  };

  private static @Nullable String json(Object value) {
    return value instanceof Json json
        ? json.dumps()
        : value instanceof CharSequence ? value.toString() : null;
  }

  private static void text(String text, SqlBuffer out) {
    if (text.indexOf('\0') >= 0) {
      throw new DataException("a text has a NUL (0x00) character, which PostgreSQL lacks");
    }
    out.text(text);
  }
}
