// SPDX-License-Identifier: Apache-2.0
/** What a COPY takes and gives: where its data come from and go to, and its options. */
package org.psycopg4j.copy;
