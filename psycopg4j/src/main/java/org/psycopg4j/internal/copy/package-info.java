// SPDX-License-Identifier: Apache-2.0
/** COPY: the data's way between the user's code and the server, and the formats of rows in it. */
package org.psycopg4j.internal.copy;
