// SPDX-License-Identifier: Apache-2.0
/** What a database's own catalogs say of its types: how to ask, and what the answer means. */
package org.psycopg4j.internal.catalog;
