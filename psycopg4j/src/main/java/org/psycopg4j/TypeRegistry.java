// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.catalog.FoundTypes;
import org.psycopg4j.internal.catalog.JsonReaders;
import org.psycopg4j.internal.catalog.Registered;
import org.psycopg4j.internal.catalog.TypeReaders;
import org.psycopg4j.internal.catalog.TypeRequest;
import org.psycopg4j.internal.session.RowLayout;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.types.catalog.TypeReader;
import org.psycopg4j.internal.types.literal.AdapterLiteral;
import org.psycopg4j.internal.types.literal.CompositeLiteral;
import org.psycopg4j.internal.types.literal.HstoreLiteral;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.types.Adapter;
import org.psycopg4j.types.CompositeInfo;
import org.psycopg4j.types.DomainInfo;
import org.psycopg4j.types.EnumInfo;
import org.psycopg4j.types.JsonCodec;
import org.psycopg4j.types.RangeInfo;
import org.psycopg4j.types.TypeInfo;
import org.psycopg4j.types.Typecaster;

/**
 * How values travel: which typecaster reads a type, and which adapter writes a class ({@code
 * psycopg2.extensions.register_type}, {@code register_adapter} and {@code psycopg2.extras}).
 *
 * <p>There is one of everybody's, {@link Psycopg#types()}, one of each connection and one of each
 * cursor. What is registered with a cursor goes before what is registered with its connection, that
 * before everybody's, and the last registration before those before it. A result is read by what
 * was registered when its statement was executed.
 *
 * <p>Types of a database's own are registered by name. A name is what SQL makes of it, with or
 * without a schema: {@code mood}, {@code "Mood"}, {@code app.mood}; without, the search_path finds
 * it. If there is no such type, the name is taken to the letter, as psycopg2 does. The server is
 * asked once for each, in whatever transaction the connection is; if there is none, none is begun.
 * A type that an attribute or an element has is looked up along with it, and read by what is
 * registered for it when a result comes, before or after.
 *
 * <p>What was found is remembered for five minutes, for connections to the same database by the
 * same role with the same options: the connections of a pool that register their types first thing,
 * before any statement, ask nothing. If a type was made anew since then, its first result has the
 * server asked again, and is read rightly. One that was altered, by ALTER TYPE, is not noticed:
 * {@link #forget()} is for that.
 *
 * <p>For any thread; a cursor's registry for the cursor's thread.
 */
public final class TypeRegistry {
  private static final int FIRST_OF_USERS = 16384; // types below are the server's own
  private static final TypeLookUp LOOK_UP = new TypeLookUp();
  private static final TypeRegistry GLOBAL =
      new TypeRegistry(null, null, new Registrations(), false);

  static {
    RowLayout.Source.madeBy(
        (registry, columns, decoding) -> {
          TypeRegistry types = (TypeRegistry) registry;
          return new RegistryRows(types, types.connection, columns, decoding);
        });
  }

  private final @Nullable TypeRegistry parent;
  private final @Nullable Connection connection;
  private final Registrations own;
  private final boolean remembering; // whether what was found through another connection will do
  private volatile @Nullable Types known; // may be outdated: see current()

  private TypeRegistry(
      @Nullable TypeRegistry parent,
      @Nullable Connection connection,
      Registrations own,
      boolean remembering) {
    this.parent = parent;
    this.connection = connection;
    this.own = own;
    this.remembering = remembering;
  }

  /** Everybody's registry. */
  static TypeRegistry global() {
    return GLOBAL;
  }

  /** A connection's registry. */
  static TypeRegistry of(Connection connection) {
    return new TypeRegistry(GLOBAL, connection, new Registrations(), true);
  }

  /** The registry of a connection over a session that has had another one, which goes before. */
  static TypeRegistry of(Connection connection, TypeRegistry first) {
    return new TypeRegistry(first, connection, new Registrations(), true);
  }

  /** A cursor's registry. */
  static TypeRegistry below(TypeRegistry ofConnection) {
    return new TypeRegistry(ofConnection, ofConnection.connection, new Registrations(), true);
  }

  /**
   * Everybody's registry, with this one's connection to look types up through: psycopg2's {@code
   * globally=True}. Types have other numbers in other databases.
   */
  public TypeRegistry globally() {
    // What everybody gets must not come from memory: who would notice that it is outdated?
    return new TypeRegistry(null, connection, GLOBAL.own, false);
  }

  /**
   * Reads the typecaster's types by it from now on ({@code register_type}).
   *
   * @return this registry
   */
  public TypeRegistry registerType(Typecaster typecaster) {
    Map<Integer, TypeReader> readers = new HashMap<>();
    for (Long oid : typecaster.values()) {
      readers.put(oid.intValue(), TypeReader.of(Typecasters.decoder(typecaster)));
    }
    own.add(new Registered(Map.of(), readers, Map.of()));
    return this;
  }

  /**
   * Writes values of a class, and of those below it, by an adapter from now on ({@code
   * register_adapter}).
   *
   * @param type a class or an interface; the nearest above a value's class is taken
   * @param adapt called for each value, by any thread
   * @return this registry
   */
  public <V> TypeRegistry registerAdapter(
      Class<V> type, Function<? super V, ? extends Adapter> adapt) {
    Literal literal = new AdapterLiteral(value -> adapt.apply(type.cast(value)));
    own.add(new Registered(Map.of(type, literal), Map.of(), Map.of()));
    return this;
  }

  /**
   * What the database says of a type; registers nothing.
   *
   * @throws ProgrammingException if there is no such type, or no connection to ask
   */
  public TypeInfo lookUp(String name) {
    return Kind.ANY.only(find(TypeRequest.named(name)), name);
  }

  /**
   * The number of a type, {@code pg_type.oid}, for {@link Typecasters#newType}.
   *
   * @throws ProgrammingException if there is no such type, or no connection to ask
   */
  public long oid(String name) {
    return lookUp(name).oid();
  }

  /**
   * Registers a type of whatever kind, and its arrays: an enumerated type as String, a composite
   * one as {@link Row}, a range as {@link org.psycopg4j.types.Range}, a domain as what it is made
   * of, hstore as a Map, any other as text.
   *
   * @throws ProgrammingException if there is no such type, or no connection to ask
   */
  public TypeInfo register(String name) {
    return register(Kind.ANY, name, Registration::usual);
  }

  /**
   * Registers all types of users and extensions that the search_path finds, as {@link
   * #register(String)} does, but not those of tables' rows.
   *
   * @return the types; none if there are none
   */
  public List<TypeInfo> registerAll() {
    Registration all = Registration.usual(TypeRequest.all());
    TypeLookUp.Answer answer = find(all.request());
    own.add(all, answer);
    return answer.types().wanted();
  }

  /**
   * Reads an enumerated type as String, and its arrays as lists.
   *
   * @throws ProgrammingException if there is no such enumerated type, or no connection to ask
   */
  public EnumInfo registerEnum(String name) {
    return register(Kind.ENUM, name, Registration::usual);
  }

  /**
   * Reads an enumerated type as a Java enum's constants, and writes these as its labels. A label is
   * the constant of its name, or if there is none, of its name in another case: {@code happy} is
   * {@code HAPPY}.
   *
   * @throws ProgrammingException if there is no such enumerated type, or a label is no constant, or
   *     there is no connection to ask
   */
  public <E extends Enum<E>> EnumInfo registerEnum(String name, Class<E> type) {
    return registerEnum(name, new EnumLabels<>(type, null));
  }

  /**
   * As {@link #registerEnum(String, Class)}, with labels that are not like the constants' names.
   *
   * @param label a constant's label
   */
  public <E extends Enum<E>> EnumInfo registerEnum(
      String name, Class<E> type, Function<? super E, String> label) {
    return registerEnum(name, new EnumLabels<>(type, label));
  }

  private <E extends Enum<E>> EnumInfo registerEnum(String name, EnumLabels<E> labels) {
    TypeRequest request = TypeRequest.named(name);
    TypeLookUp.Answer answer = find(request);
    EnumInfo info = Kind.ENUM.only(answer, name);
    labels.requireAll(info);
    own.add(new Registration(request, labels::reader, labels::literals), answer);
    return info;
  }

  /**
   * Reads a domain's arrays as lists. A domain's values need no registration: the server says that
   * they are of the type that it is a domain over.
   *
   * @throws ProgrammingException if there is no such domain, or no connection to ask
   */
  public DomainInfo registerDomain(String name) {
    return register(Kind.DOMAIN, name, Registration::usual);
  }

  /**
   * Reads hstore as {@code Map<String, String>}, in which null is hstore's NULL, and writes Maps as
   * hstore ({@code register_hstore}): in whichever schema the extension is.
   *
   * <p>A Map in place of all arguments still gives the values of {@code %(name)s}.
   *
   * @return the types that were found; more than one only if a database has it several times
   * @throws ProgrammingException if the database has no hstore, or there is no connection to ask
   */
  public List<TypeInfo> registerHstore() {
    TypeRequest request = TypeRequest.anywhere("hstore");
    TypeLookUp.Answer answer = find(request);
    if (answer.types().wanted().isEmpty()) {
      throw new ProgrammingException(
          "hstore type not found in the database. please install it from your"
              + " 'contrib/hstore.sql' file");
    }
    own.add(
        new Registration(
            request, (type, found) -> TypeReaders.HSTORE, TypeRegistry::hstoreLiterals),
        answer);
    return answer.types().wanted();
  }

  /**
   * As {@link #registerHstore()}, for who knows its number and needs no connection. Maps are
   * written as the search_path finds hstore.
   *
   * @param arrayOid the number of {@code hstore[]}; 0 if there is no need for it
   * @return this registry
   */
  public TypeRegistry registerHstore(long oid, long arrayOid) {
    Map<Integer, TypeReader> readers = new HashMap<>(TypeReaders.array(oid, arrayOid, ','));
    readers.put((int) oid, TypeReaders.HSTORE);
    own.add(new Registered(Map.of(Map.class, new HstoreLiteral(null)), readers, Map.of()));
    return this;
  }

  private static Map<Class<?>, Literal> hstoreLiterals(TypeInfo hstore) {
    return Map.of(Map.class, new HstoreLiteral(hstore.id().visible() ? null : hstore.schema()));
  }

  /**
   * Reads a composite type, or a table's rows as values, as {@link Row}: by number, by name, and as
   * primitives ({@code register_composite}). An attribute is read by what is registered for its
   * type, a composite one that is not registered as a Row too.
   *
   * @throws ProgrammingException if there is no such composite type, or no connection to ask
   */
  public CompositeInfo registerComposite(String name) {
    return register(Kind.COMPOSITE, name, Registration::usual);
  }

  /**
   * Reads a composite type as what a factory makes of the attributes as columns: psycopg2's {@code
   * CompositeCaster.make}. What the factory makes of the columns, now, has to serve all threads.
   *
   * @throws ProgrammingException if there is no such composite type, or no connection to ask, or
   *     the factory has no use for such columns
   */
  public CompositeInfo registerComposite(String name, RowFactory<?> factory) {
    return register(Kind.COMPOSITE, name, rows(factory), type -> Map.of());
  }

  /**
   * Reads a composite type as objects of a class, see {@link RowFactory#of(Class)}, and if it is a
   * record, writes these as values of the type, component by component in the order of the
   * attributes.
   *
   * @throws ProgrammingException if there is no such composite type, or no connection to ask, or
   *     the class does not fit the attributes
   */
  public <T> CompositeInfo registerComposite(String name, Class<T> type) {
    return registerComposite(name, type, RowFactory.of(type));
  }

  /**
   * Reads a composite type as what a factory makes, and writes records of a class as values of the
   * type: for a class that is not open to psycopg4j, with {@code RowFactory.of(type,
   * MethodHandles.lookup())}.
   *
   * @throws ProgrammingException if there is no such composite type, or no connection to ask, or
   *     the factory has no use for such columns
   */
  public <T> CompositeInfo registerComposite(String name, Class<T> type, RowFactory<T> factory) {
    return register(
        Kind.COMPOSITE,
        name,
        rows(factory),
        found -> type.isRecord() ? Map.of(type, new CompositeLiteral(found.sqlName())) : Map.of());
  }

  private static BiFunction<TypeInfo, FoundTypes, @Nullable TypeReader> rows(
      RowFactory<?> factory) {
    return (type, found) ->
        type instanceof CompositeInfo composite
            ? TypeReaders.composite(composite, CompositeRows.of(composite, factory))
            : Registration.usual(type, found);
  }

  /**
   * Reads a range type as {@link org.psycopg4j.types.Range}, with bounds as its subtype is read,
   * and its multirange type as {@link org.psycopg4j.types.Multirange} ({@code register_range}). As
   * parameters they are of these types again; {@link RangeInfo#range} makes new ones.
   *
   * @throws ProgrammingException if there is no such range type, or no connection to ask
   */
  public RangeInfo registerRange(String name) {
    return register(Kind.RANGE, name, Registration::usual);
  }

  /**
   * Reads json and jsonb, and arrays of them, by a codec.
   *
   * @return this registry
   */
  public TypeRegistry registerJson(JsonCodec codec) {
    return registerDefaultJson(codec).registerDefaultJsonb(codec);
  }

  /**
   * Reads json and {@code json[]} by a codec ({@code register_default_json}).
   *
   * @return this registry
   */
  public TypeRegistry registerDefaultJson(JsonCodec codec) {
    own.add(JsonReaders.of(Oid.JSON, Oid.JSON_ARRAY, JsonReaders.json(codec)));
    return this;
  }

  /**
   * Reads jsonb and {@code jsonb[]} by a codec ({@code register_default_jsonb}).
   *
   * @return this registry
   */
  public TypeRegistry registerDefaultJsonb(JsonCodec codec) {
    own.add(JsonReaders.of(Oid.JSONB, Oid.JSONB_ARRAY, JsonReaders.jsonb(codec)));
    return this;
  }

  /**
   * Reads a type whose values are JSON by a codec ({@code register_json} with a name): json, jsonb,
   * a domain over one of them, or a type that writes its values so. The server says of a domain's
   * values that they are json or jsonb; only in arrays and composites they are told apart.
   *
   * @throws ProgrammingException if there is no such type, or no connection to ask
   */
  public TypeInfo registerJson(JsonCodec codec, String name) {
    return register(Kind.ANY, name, (type, found) -> JsonReaders.reader(type, found, codec));
  }

  /**
   * The typecaster that reads a type: psycopg2's {@code string_types}.
   *
   * @param oid {@code pg_type.oid}
   * @return null if nothing is registered for it, and it is read as text
   */
  public @Nullable Typecaster typecaster(long oid) {
    Decoder decoder = current().decoders().known((int) oid);
    return decoder == null ? null : Typecasters.of(oid, decoder);
  }

  /**
   * Forgets what was found of all databases' types: connections ask the server again. What is
   * registered stays so.
   */
  public void forget() {
    LOOK_UP.forget();
  }

  private TypeLookUp.Answer find(TypeRequest request) {
    Connection asked = connection;
    if (asked == null) {
      throw new ProgrammingException(
          "a type is looked up through a connection: conn.types() registers for the connection,"
              + " conn.types().globally() for everybody");
    }
    return LOOK_UP.find(asked, request, remembering);
  }

  /** Looks a type up, makes sure of its kind, and registers it. */
  private <I extends TypeInfo> I register(
      Kind<I> kind,
      String name,
      BiFunction<TypeInfo, FoundTypes, @Nullable TypeReader> reader,
      Function<TypeInfo, Map<Class<?>, Literal>> literals) {
    Registration registration = new Registration(TypeRequest.named(name), reader, literals);
    TypeLookUp.Answer answer = find(registration.request());
    I info = kind.only(answer, name);
    own.add(registration, answer);
    return info;
  }

  private <I extends TypeInfo> I register(
      Kind<I> kind, String name, BiFunction<TypeInfo, FoundTypes, @Nullable TypeReader> reader) {
    return register(kind, name, reader, type -> Map.of());
  }

  /** What is registered here and above, as it stands. */
  Types current() {
    Types base = parent == null ? Types.DEFAULTS : parent.current();
    Registered mine = own.all();
    Types last = known;
    if (last != null && last.isOf(base, mine)) {
      return last;
    }
    Types fresh = Types.of(base, mine, connection);
    known = fresh;
    return fresh;
  }

  /**
   * What reads a result with these columns: what was registered when its statement was executed,
   * unless one of its types is unknown and may be one that was registered from memory. The server
   * is asked then, so no other statement may be under way.
   */
  Types reading(Types registered, RowDescription columns) {
    Connection asked = connection;
    if (asked == null || !hasRemembered() || !hasStranger(columns, registered.decoders())) {
      return registered;
    }
    for (TypeRegistry level = this; level != null; level = level.parent) {
      if (level.own.hasRemembered()) {
        level.own.confirm(asked, LOOK_UP);
      }
    }
    return current();
  }

  private boolean hasRemembered() {
    return own.hasRemembered() || (parent != null && parent.hasRemembered());
  }

  private static boolean hasStranger(RowDescription columns, Decoders decoders) {
    for (int oid : columns.typeOids()) {
      if (Integer.compareUnsigned(oid, FIRST_OF_USERS) >= 0 && !decoders.isKnown(oid)) {
        return true;
      }
    }
    return false;
  }
}
