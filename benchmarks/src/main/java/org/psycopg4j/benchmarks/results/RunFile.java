// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.results;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A {@link Run} as JSON: every slice of it, so that its report can be drawn again. */
public final class RunFile {
  private static final ObjectMapper JSON = mapper();

  private RunFile() {}

  /* A slice is an array of its four numbers: a driver's rounds then fit a line. */
  private static ObjectMapper mapper() {
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    mapper.configOverride(Slice.class).setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY));
    return mapper;
  }

  /** The same text for the same run. */
  public static String text(Run run) {
    try {
      return JSON.writeValueAsString(run) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a run is data, all of which JSON can hold", e);
    }
  }

  /** What {@link #text} has written into a file. */
  public static Run read(Path file) throws IOException {
    return JSON.readValue(Files.readString(file), Run.class);
  }
}
