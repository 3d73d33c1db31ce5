// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a row that is a sequence and a dictionary: the placeholders say which.
 *
 * @param values by position
 * @param named by name
 */
record RowArguments(List<@Nullable Object> values, Map<String, ? extends @Nullable Object> named)
    implements Arguments {}
