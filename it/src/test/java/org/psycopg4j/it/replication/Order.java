// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.replication;

import java.math.BigDecimal;
import java.time.LocalDate;

/** A row of the table whose changes the tests look at. */
public record Order(int id, String note, BigDecimal price, LocalDate placed) {}
