// SPDX-License-Identifier: Apache-2.0
/** Decoders of the text format: one small class per PostgreSQL type family. */
package org.psycopg4j.internal.types.text;
