// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.engine.Answer;
import org.psycopg4j.internal.engine.AnswerMemory;
import org.psycopg4j.internal.engine.CopyExchange;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.prepared.BatchExchange;
import org.psycopg4j.internal.prepared.CursorColumns;
import org.psycopg4j.internal.prepared.FetchExchange;
import org.psycopg4j.internal.prepared.MergedText;
import org.psycopg4j.internal.prepared.PreparedExchange;
import org.psycopg4j.internal.prepared.PreparedStatements;
import org.psycopg4j.internal.prepared.TypedStatement;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.query.BatchPage;
import org.psycopg4j.internal.query.ValuesPage;
import org.psycopg4j.internal.query.ValuesStatement;
import org.psycopg4j.internal.session.Answered;
import org.psycopg4j.internal.session.PageAhead;
import org.psycopg4j.internal.session.Polling;
import org.psycopg4j.internal.session.TransactionState;
import org.psycopg4j.internal.session.Turn;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.catalog.RowPlan;
import org.psycopg4j.internal.wire.RowDescription;

/**
 * What one cursor sends and what comes of it: its statements with the arguments merged in, the last
 * one's text and result. Belongs to one cursor; its errors name it.
 */
final class Statements<T> {
  private final Cursor<T> cursor;
  private final Connection connection;
  private final RowMaker<T> maker;
  private final QueryText text = new QueryText();
  private final AnswerMemory memory = new AnswerMemory();
  private Result result = Result.NONE;
  private @Nullable Results results; // of all statements, where they are known to be not just one
  private final SentText sent = new SentText();
  private final Promotion promotion;

  Statements(Cursor<T> cursor, RowFactory<T> factory) {
    this.cursor = cursor;
    this.connection = cursor.connection();
    this.promotion = new Promotion(connection);
    this.maker = new RowMaker<>(factory, cursor);
  }

  /** The result of the last one. */
  Result result() {
    return result;
  }

  /** Takes this for the last one's result. */
  void result(Result instead) {
    result = instead;
    results = null;
  }

  /** The results of all statements that were executed together. */
  Results results() {
    Results all = results;
    if (all == null) {
      all = Results.ofOnly(result);
      results = all;
    }
    return all;
  }

  /** Whether these are the results of what was executed last. */
  @SuppressWarnings("ReferenceEquality") // equal ones may be another execution's
  boolean hasExecuted(Results walked) {
    return results == walked;
  }

  /** Makes one of the results the last one. */
  void select(int index) {
    result = results().select(index);
  }

  /** Makes the next result the last one, if there is a next one. */
  boolean next() {
    Result next = results().next();
    if (next != null) {
      result = next;
    }
    return next != null;
  }

  private void stand(Results many) {
    results = many;
    result = many.last();
  }

  /** The text of the last one that the user has executed, as it was sent; null before the first. */
  byte @Nullable [] query() {
    return sent.bytes();
  }

  /** What makes the cursor's rows. */
  RowMaker<T> maker() {
    return maker;
  }

  /** What the cursor's factory makes of a row. */
  T make(Row row) {
    return maker.make(row);
  }

  /** What {@link RowFactory#of(Class)} makes of a row. */
  <U> U make(Row row, Class<U> type) {
    return maker.make(row, type);
  }

  byte[] merge(Query statement, Arguments arguments) {
    try {
      String sql = text(statement, arguments);
      return text.merge(sql, arguments, connection.quoting(), cursor.registered().ofStatement());
    } catch (PsycopgException e) {
      throw e.raisedBy(cursor);
    }
  }

  /** A statement as the arguments are merged into it: without any, a per cent sign is just that. */
  private String text(Query statement, Arguments arguments) {
    boolean bare = arguments instanceof BatchPage page && page.isBare();
    return bare || arguments == Arguments.none()
        ? statement.asString(cursor)
        : statement.template(cursor);
  }

  /** Executes a statement of the user's. */
  void execute(Query statement, Arguments arguments) {
    execute("", statement, arguments, TransactionState::needsBegin);
  }

  /** The same, of which the log is not told. */
  void executeUnlogged(Query statement, Arguments arguments) {
    run("", statement, arguments, TransactionState::needsBegin);
  }

  /**
   * Executes a statement that will be executed many times more, of which the log is not told.
   *
   * @return false if it can't be prepared: then it was not executed
   */
  boolean executePrepared(Query statement, Arguments arguments) {
    if (request(statement, arguments) == null) {
      return false;
    }
    run("", statement, arguments, TransactionState::needsBegin, true);
    return true;
  }

  private @Nullable PreparedExchange request(Query statement, Arguments arguments) {
    if (arguments == Arguments.none()) {
      return null;
    }
    String sql = text(statement, arguments);
    Quoting quoting = connection.quoting();
    return promotion.request(
        sql, arguments, quoting, cursor.registered(), memory, true, new SentText());
  }

  /** Prepares a statement without executing it; false if that can't be. */
  boolean prepare(Query statement, Arguments arguments) {
    PreparedExchange request = request(statement, arguments);
    if (request == null) {
      return false;
    }
    connection.dialogue().execute(request.preparesOnly(), connection.quoting(), state -> false);
    TypedStatement typed = promotion.lastTyped();
    return typed != null && typed.isPrepared();
  }

  /** A set of arguments of the same kinds as those of the last statement; null if they are not. */
  @Nullable Object @Nullable [] valuesOfSameKinds(Arguments arguments) {
    return promotion.valuesOfSameKinds(arguments, connection.quoting(), cursor.registered());
  }

  /** Whether the last statement is prepared and sure to mean the same in this transaction. */
  boolean canBatch() {
    PreparedStatements all = connection.dialogue().statements();
    TypedStatement typed = promotion.lastTyped();
    return all != null && typed != null && typed.isPrepared() && all.isVerified(typed);
  }

  /**
   * The last statement for many more sets of arguments; null if it is not prepared, or not sure to
   * mean the same. For the lock's holder.
   *
   * @param byItself whether there is no transaction
   */
  @Nullable BatchExchange batch(boolean byItself) {
    PreparedStatements all = connection.dialogue().statements();
    TypedStatement typed = promotion.lastTyped();
    if (all == null || typed == null || !(byItself ? typed.isPrepared() : canBatch())) {
      return null;
    }
    Types registered = cursor.registered();
    Quoting quoting = connection.quoting();
    return new BatchExchange(
        all,
        typed,
        typed.columns(registered.decoders(), connection.decoding(), all.hasExactTexts()),
        values -> promotion.merged(values, quoting, registered),
        byItself,
        connection.dialogue().parameters());
  }

  /** Takes note of what a batch has sent last. */
  void sent(BatchExchange batch) {
    MergedText last = batch.lastText();
    if (last != null) {
      sent.is(last);
    }
  }

  /** Executes a statement once a page, with the page's rows in place of its placeholder. */
  void executeValues(Query statement, Iterable<?> rows, ValuesOptions options) {
    connection.dialogue().requireSync("execute_values");
    ValuesStatement insert = ValuesStatement.parse(statement.template(cursor));
    String lastTag = result.commandTag();
    RowsAsArrays arrays = new RowsAsArrays(this, insert, connection.quoting());
    boolean isPlain = options.template() == null;
    Pages pages =
        new Pages(
            rows.iterator(),
            options.pageSize(),
            page -> {
              cursor.requireOpen();
              if (!isPlain || !asArrays(arrays, statement, (ValuesPage) page)) {
                execute(statement, page);
              }
              return results().list();
            });
    stand(pages.values(options, cursor, lastTag));
  }

  private boolean asArrays(RowsAsArrays arrays, Query statement, ValuesPage page) {
    StatementLog log = connection.statementLog();
    if (log != null) { // it is told the statement as it is written
      return false;
    }
    boolean done = arrays.execute(page);
    if (done) {
      Quoting quoting = connection.quoting();
      String sql = text(statement, page);
      sent.is(() -> text.merge(sql, page, quoting, cursor.registered().ofStatement()));
    }
    return done;
  }

  /** The types that a statement's parameters have once it is prepared; none if it can't be. */
  int[] parameterTypes(Query statement, Arguments arguments) {
    TypedStatement typed = prepare(statement, arguments) ? promotion.lastTyped() : null;
    return typed == null ? new int[0] : typed.parameterTypes();
  }

  /** Whether the last statement is prepared. */
  boolean isLastPrepared() {
    TypedStatement typed = promotion.lastTyped();
    return typed != null && typed.isPrepared();
  }

  /** Whether a statement is a transaction of its own just now. */
  boolean isOutsideOfTransactions() {
    return connection.dialogue().isOutsideOfTransactions();
  }

  boolean isClosed() {
    return connection.closed() != 0;
  }

  /** Executes a statement for each set of arguments, many of them in one text. */
  void executeBatch(Query statement, Iterable<?> argumentSets, int pageSize) {
    connection.dialogue().requireSync("execute_batch");
    String lastTag = result.commandTag();
    stand(pages(statement, argumentSets, pageSize).batch(lastTag));
  }

  private Pages pages(Query statement, Iterable<?> sets, int pageSize) {
    return new Pages(
        sets.iterator(),
        pageSize,
        page -> {
          cursor.requireOpen();
          execute(statement, page);
          return results().list();
        });
  }

  /**
   * Executes a statement of the user's, and tells the log.
   *
   * @param before SQL to put before it
   * @param begins whether BEGIN has to go first; asked under the connection's lock
   */
  void execute(
      String before, Query statement, Arguments arguments, Predicate<TransactionState> begins) {
    StatementLog log = connection.statementLog();
    if (log == null || connection.async()) { // which tells it when the answer is here
      run(before, statement, arguments, begins);
    } else {
      runLogged(log, () -> run(before, statement, arguments, begins));
    }
  }

  private void runLogged(StatementLog log, Runnable statement) {
    SentText before = sent.taken(); // there is none until something is sent
    long start = System.nanoTime();
    try {
      statement.run();
    } catch (PsycopgException e) {
      if (!sent.isNothing()) {
        tell(log, start, e);
      }
      throw e;
    } finally {
      if (sent.isNothing()) {
        sent.is(before);
      }
    }
    log.executed(cursor, Duration.ofNanos(System.nanoTime() - start), null);
  }

  private void tell(StatementLog log, long start, PsycopgException error) {
    try {
      log.executed(cursor, Duration.ofNanos(System.nanoTime() - start), error);
    } catch (RuntimeException inLog) {
      error.addSuppressed(inLog);
    }
  }

  private void run(
      String before, Query statement, Arguments arguments, Predicate<TransactionState> begins) {
    run(before, statement, arguments, begins, false);
  }

  private void run(
      String before,
      Query statement,
      Arguments arguments,
      Predicate<TransactionState> begins,
      boolean isEager) {
    try {
      connection.requireNotPrepared("execute"); // this changes nothing
      if (cursor.answered() == null) {
        connection.dialogue().requireNothingUnderWay("execute"); // nor does this
      }
      Types registered = cursor.registered();
      AnyLiteral literals = registered.ofStatement();
      boolean done;
      do {
        Quoting quoting = connection.quoting();
        String sql = text(statement, arguments); // its literals are quoted as it is now
        QueryExchange request =
            before.isEmpty()
                ? promotion.request(sql, arguments, quoting, registered, memory, isEager, sent)
                : null;
        if (request == null) {
          byte[] merged = text.merge(sql, arguments, quoting, literals);
          if (merged.length == 0) {
            throw new ProgrammingException("can't execute an empty query");
          }
          byte[] all = before.isEmpty() ? merged : concat(encode(before, quoting), merged);
          sent.is(all);
          request = connection.query(all, memory);
        }
        done =
            connection.async()
                ? start(
                    request,
                    cursor.answered() != null && isAlone(request, sql, arguments, quoting),
                    quoting,
                    registered)
                : send(request, quoting, registered, begins);
      } while (!done); // another thread has changed how literals are written: once more
    } catch (PsycopgException e) {
      throw e.raisedBy(cursor);
    }
  }

  private boolean send(
      QueryExchange exchange,
      Quoting quoting,
      Types registered,
      Predicate<TransactionState> begins) {
    result(Result.FAILED); // until it has succeeded; what fails before this changes nothing
    Decoding decoding = connection.dialogue().execute(exchange, quoting, begins);
    if (decoding == null) {
      return false;
    }
    if (exchange.isEmpty()) {
      throw new ProgrammingException("can't execute an empty query");
    }
    result = read(exchange, registered, decoding);
    return true;
  }

  /** Sends a statement whose answer is polled for. */
  private boolean start(
      QueryExchange exchange, boolean isAlone, Quoting quoting, Types registered) {
    Awaited then = new Awaited(exchange, registered, System.nanoTime());
    Polling polling = connection.dialogue().polling();
    boolean started =
        cursor.answered() == null
            ? polling.start(exchange, "execute", quoting, then)
            : polling.startWithOthers(exchange, isAlone, quoting, then);
    if (started) {
      result(result.withoutRows()); // as in psycopg2, the rest is the last one's until then
    }
    return started;
  }

  /** Has a request be one of several, if it can be; says whether it has to be alone. */
  private boolean isAlone(QueryExchange request, String sql, Arguments arguments, Quoting quoting) {
    if (!(request instanceof PreparedExchange prepared)) {
      return promotion.mayChangeSettings(sql, arguments, quoting);
    } else if (prepared.wantsToBeAlone()) {
      return true;
    }
    prepared.inAnyOrder();
    return false;
  }

  /** What is done with an answer that is polled for. */
  private final class Awaited implements Answered {
    private final QueryExchange exchange;
    private final Types registered;
    private final long start;

    Awaited(QueryExchange exchange, Types registered, long start) {
      this.exchange = exchange;
      this.registered = registered;
      this.start = start;
    }

    @Override
    public void succeeded(Decoding decoding) {
      if (exchange.isEmpty()) {
        throw new ProgrammingException("can't execute an empty query");
      }
      result = read(exchange, registered, decoding);
    }

    @Override
    public PsycopgException failed(PsycopgException error) {
      result(Result.FAILED);
      return error.raisedBy(cursor);
    }

    @Override
    public void ended(@Nullable PsycopgException error) {
      StatementLog log = connection.statementLog();
      if (log != null && error != null) {
        tell(log, start, error);
      } else if (log != null) {
        log.executed(cursor, Duration.ofNanos(System.nanoTime() - start), null);
      }
      Consumer<@Nullable PsycopgException> answered = cursor.answered();
      if (answered != null) {
        answered.accept(error);
      }
    }
  }

  private Result read(QueryExchange answer, Types registered, Decoding decoding) {
    // First all of them: what one result makes known reads the others too.
    Types reading = confirmed(answer.columns(), registered);
    for (Answer earlier : answer.earlier()) {
      reading = confirmed(earlier.columns(), reading);
    }
    Result last = Result.of(answer, plan(answer.columns(), reading, decoding));
    if (!answer.earlier().isEmpty()) {
      List<Result> all = new ArrayList<>();
      for (Answer earlier : answer.earlier()) {
        Results.add(all, Result.of(earlier, plan(earlier.columns(), reading, decoding)));
      }
      all.add(last);
      results = Results.of(all);
    }
    return last;
  }

  private Types confirmed(@Nullable RowDescription columns, Types registered) {
    return columns == null || connection.async() // which can't ask the server in between
        ? registered
        : cursor.registry().reading(registered, columns);
  }

  private @Nullable RowPlan plan(@Nullable RowDescription columns, Types types, Decoding decoding) {
    return columns == null ? null : maker.plan(columns, types.decoders(), decoding);
  }

  /** Executes a statement of the cursor's own: {@link #query} stays. */
  Result command(String sql, Predicate<TransactionState> begins) {
    return command(quoting -> sql, begins);
  }

  /** The same for one that has a literal in it. */
  Result command(Function<Quoting, String> sql, Predicate<TransactionState> begins) {
    try {
      boolean done;
      do {
        Quoting quoting = connection.quoting();
        byte[] statement = encode(sql.apply(quoting), quoting);
        QueryExchange request = connection.query(statement, memory);
        done = send(request, quoting, cursor.registered(), begins);
      } while (!done);
      return result;
    } catch (PsycopgException e) {
      throw e.raisedBy(cursor);
    }
  }

  /** Executes a statement of the cursor's own whatever interrupts. For the lock's holder. */
  Result commandToItsEnd(Function<Quoting, String> sql) {
    try {
      Quoting quoting = connection.quoting();
      result(Result.FAILED);
      QueryExchange exchange = connection.query(encode(sql.apply(quoting), quoting), memory);
      result = read(exchange, cursor.registered(), connection.dialogue().runToItsEnd(exchange));
      return result;
    } catch (PsycopgException e) {
      throw e.raisedBy(cursor);
    }
  }

  /**
   * Executes a FETCH.
   *
   * @param columns what the cursor's columns are; null if that is not known
   */
  Result fetch(String sql, @Nullable CursorColumns columns, Predicate<TransactionState> begins) {
    try {
      boolean done;
      do {
        Quoting quoting = connection.quoting();
        done = send(fetch(sql, columns, quoting), quoting, cursor.registered(), begins);
      } while (!done);
      return result;
    } catch (PsycopgException e) {
      throw e.raisedBy(cursor);
    }
  }

  private QueryExchange fetch(String sql, @Nullable CursorColumns columns, Quoting quoting) {
    byte[] text = encode(sql, quoting);
    PreparedStatements prepared = connection.dialogue().statements();
    if (columns == null || prepared == null || connection.preparing().isOff()) {
      return connection.query(text, memory);
    }
    return new FetchExchange(
        prepared,
        text,
        columns,
        cursor.registered().decoders(),
        connection.decoding(),
        connection.dialogue().parameters(),
        memory);
  }

  /** Sends a FETCH of so many rows ahead of need; null if that can't be just now. */
  @Nullable PageAhead fetchAhead(
      String sql, int rows, @Nullable CursorColumns columns, Predicate<TransactionState> begins) {
    try {
      Quoting quoting = connection.quoting();
      QueryExchange fetch = fetch(sql, columns, quoting);
      PageAhead page = new PageAhead(cursor, fetch, rows);
      return connection.dialogue().fetchAhead(page, quoting, begins) ? page : null;
    } catch (PsycopgException e) {
      throw e.raisedBy(cursor);
    }
  }

  /** Waits for what was fetched ahead: then it is the last result. */
  Result take(PageAhead page) {
    try {
      result(Result.FAILED);
      Decoding decoding = connection.dialogue().take(page);
      result = read(page.fetch(), cursor.registered(), decoding);
      return result;
    } catch (PsycopgException e) {
      throw e.raisedBy(cursor);
    }
  }

  /** Takes the connection for a COPY, whose text is written as the settings are meanwhile. */
  CopyTurn takeTurn(String command, Query statement) {
    connection.requireNotPrepared(command);
    Types registered = cursor.registered();
    while (true) {
      Quoting quoting = connection.quoting();
      String sql = statement.asString(cursor);
      byte[] merged = text.merge(sql, Arguments.none(), quoting, registered.ofStatement());
      if (merged.length == 0) {
        throw new ProgrammingException("can't execute an empty query");
      }
      Turn turn = connection.dialogue().takeTurn(command);
      if (quoting.equals(connection.quoting())) {
        sent.is(merged);
        result(Result.FAILED);
        return new CopyTurn(connection.dialogue(), turn, merged, registered);
      }
      turn.close(); // another thread has changed how literals are written: once more
    }
  }

  /** Takes the result of a COPY that has succeeded, or of what turned out to be none. */
  void copied(CopyTurn turn, CopyExchange copy) {
    if (copy.query().isEmpty()) {
      throw new ProgrammingException("can't execute an empty query");
    }
    result = read(copy.query(), turn.registered(), connection.decoding());
  }

  /** Gives back the memory of the rows and of the last text. */
  void forget() {
    result(result.withoutRows());
    text.forget();
    promotion.forget();
  }

  private static byte[] encode(String sql, Quoting quoting) {
    if (quoting.charset().equals(StandardCharsets.UTF_8)) {
      return sql.getBytes(StandardCharsets.UTF_8);
    }
    SqlBuffer out = new SqlBuffer(quoting.charset());
    out.text(sql);
    return out.toByteArray();
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
