// SPDX-License-Identifier: Apache-2.0
/** A throw-away PostgreSQL, a scripted fake server and byte transcripts. */
package org.psycopg4j.testkit;
