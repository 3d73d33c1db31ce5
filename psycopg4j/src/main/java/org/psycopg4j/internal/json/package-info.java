// SPDX-License-Identifier: Apache-2.0
/** JSON as far as authorization servers speak it (RFC 8259), read within bounds. */
package org.psycopg4j.internal.json;
