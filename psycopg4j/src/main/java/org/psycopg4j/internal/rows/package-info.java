// SPDX-License-Identifier: Apache-2.0
/** What rows are turned into: objects of wanted classes, records, named fields, arrays. */
package org.psycopg4j.internal.rows;
