// SPDX-License-Identifier: Apache-2.0
/** Jackson as psycopg4j's JSON codec. */
package org.psycopg4j.jackson;
