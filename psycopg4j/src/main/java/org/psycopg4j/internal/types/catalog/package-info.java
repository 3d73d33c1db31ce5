// SPDX-License-Identifier: Apache-2.0
/** Which decoder reads a type, and which writer writes a class. */
package org.psycopg4j.internal.types.catalog;
