// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.InterfaceException;

/** The JSON codec of the class path or the module path, which loading this class looks up. */
final class JsonCodecLookup {
  private static final @Nullable JsonCodec CODEC;
  private static final @Nullable ServiceConfigurationError FAILURE;

  static {
    JsonCodec found = null;
    ServiceConfigurationError failure = null;
    try {
      found =
          ServiceLoader.load(JsonCodec.class, JsonCodec.class.getClassLoader())
              .findFirst()
              .orElse(null);
    } catch (ServiceConfigurationError e) { // thrown on here, it would make this class unusable
      failure = e;
    }
    CODEC = found;
    FAILURE = failure;
  }

  private JsonCodecLookup() {}

  static @Nullable JsonCodec codec() {
    if (FAILURE != null) {
      throw new InterfaceException("the JSON codec that was found does not start", FAILURE);
    }
    return CODEC;
  }
}
