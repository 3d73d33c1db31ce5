// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

/** No arguments given. */
enum NoArguments implements Arguments {
  INSTANCE
}
