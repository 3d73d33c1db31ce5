// SPDX-License-Identifier: Apache-2.0
/** Writers of SQL literals: one small class per Java type family. */
package org.psycopg4j.internal.types.literal;
