// SPDX-License-Identifier: Apache-2.0
/**
 * Decoders of the binary format: one small class per PostgreSQL type family, each equal in its
 * values to the one of the text format.
 */
package org.psycopg4j.internal.types.binary;
