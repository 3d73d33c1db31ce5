// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.jackson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.types.JsonCodec;

/**
 * JSON by Jackson. Once its module is on the module path or the class path, psycopg4j finds it by
 * itself: see {@link JsonCodec}.
 *
 * <p>It reads objects as {@code Map<String, Object>} in their order, arrays as {@code List},
 * strings as String, true and false as Boolean, whole numbers as Integer, Long or BigInteger, by
 * their size, other numbers as Double and null as null; of several members of one name the last
 * counts. JSON that is nested more than 1000 deep is refused.
 *
 * <p>It writes what Jackson can write, records and java.time (as ISO 8601) among it, in the layout
 * of Python's {@code json.dumps}: {@code {"a": [1, 2]}}, in ASCII, so that it fits every client
 * encoding. NaN and infinities are written as such, which the server refuses. Whoever writes
 * classes of a named module opens their package to {@code com.fasterxml.jackson.databind}.
 *
 * <p>Immutable, for any thread.
 */
public final class JacksonCodec implements JsonCodec {
  /** As many digits as a numeric can have, and so a number in jsonb. */
  private static final int MOST_DIGITS = 150_000;

  private final ObjectReader reader;
  private final ObjectWriter writer;

  /** The codec that is found by itself. */
  public JacksonCodec() {
    this(mapper().reader(), mapper().writer(new PythonLayout()));
  }

  private JacksonCodec(ObjectReader reader, ObjectWriter writer) {
    this.reader = reader.forType(Object.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.writer = writer;
  }

  /** The codec that reads numbers with a fraction or an exponent as BigDecimal. */
  public static JacksonCodec withBigDecimals() {
    JacksonCodec codec = new JacksonCodec();
    return new JacksonCodec(
        codec.reader.with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS), codec.writer);
  }

  /** A codec that reads and writes as that mapper does. Later changes of the mapper don't count. */
  public static JacksonCodec of(ObjectMapper mapper) {
    ObjectMapper own = mapper.copy();
    return new JacksonCodec(own.reader(), own.writer());
  }

  private static ObjectMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            // The server has the text already; these bounds are for what is only on its way.
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(MOST_DIGITS)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();
    return JsonMapper.builder(factory)
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .build();
  }

  @Override
  public String dumps(@Nullable Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      String type = value == null ? "null" : value.getClass().getName();
      throw new ProgrammingException("an object of %s has no JSON form".formatted(type), e);
    }
  }

  @Override
  public @Nullable Object loads(String text) {
    try {
      return reader.readValue(text);
    } catch (JsonProcessingException e) {
      throw new DataException("the text is no JSON that can be read", e);
    }
  }
}
