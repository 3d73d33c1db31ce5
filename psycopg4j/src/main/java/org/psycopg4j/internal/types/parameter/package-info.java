// SPDX-License-Identifier: Apache-2.0
/**
 * Values in the binary format of their types, as COPY and prepared statements send them: one small
 * class per family.
 */
package org.psycopg4j.internal.types.parameter;
