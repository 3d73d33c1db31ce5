// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which parameter the server speaks of in an error's context, in whatever language. */
final class ParameterContext {
  private static final Pattern NUMBER = Pattern.compile("\\$([0-9]{1,5})(?![0-9])");

  private ParameterContext() {}

  /** The number of the parameter, from 1; 0 if it speaks of none. */
  static int number(@Nullable String context) {
    if (context == null) {
      return 0;
    }
    Matcher found = NUMBER.matcher(context);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }
}
