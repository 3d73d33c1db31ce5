// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Connection#explainPromotion} says of a statement: whether it is prepared on the
 * server, and why, or why not.
 *
 * @param promoted whether its next execution is one of a prepared statement
 * @param reason why, or why not, in words; never a value
 * @param executions how often it was executed by the simple protocol with arguments of these kinds,
 *     since something last changed that could change its meaning
 * @param statementName what it is called on the server ({@code pg_prepared_statements.name}); null
 *     if it is not prepared
 */
public record PromotionReport(
    boolean promoted, String reason, long executions, @Nullable String statementName) {}
