// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.NotSupportedException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.oauth.TokenProvider;

/**
 * What to connect to, and as whom: the settings that were made, checked, with what the service
 * file, the environment and libpq's defaults say of the others. Immutable.
 */
public final class ConnInfo {
  private static final int KEY_LENGTH = 32;
  private static final Set<String> NO_REPLICATION = Set.of("false", "off", "no", "0");
  private static final String AS_IT_IS = "default"; // of a variable: the server's own setting

  /** The variables that are settings of the session, and no keywords. */
  private static final Map<String, String> SESSION_VARIABLES =
      Map.of("PGDATESTYLE", "datestyle", "PGTZ", "timezone", "PGGEQO", "geqo");

  private final Map<String, String> made;
  private final Map<String, String> settings; // those that were made, and the defaults
  private final Map<String, String> session; // parameters by the environment
  private final List<Host> hosts;
  private final SessionAttributes attributes;
  private final boolean balanced;
  private final int connectTimeoutMillis;
  private final Keepalives keepalives;
  private final TlsSettings tls;
  private final String channelBinding;
  private final Path passwordFile;
  private final @Nullable Path ticketCache;
  private final @Nullable Supplier<@Nullable String> passwords;
  private final @Nullable TokenProvider tokens;
  private final boolean unsafeOAuth;
  private final boolean beginsApart;
  private final @Nullable Set<String> acceptedMethods;
  private final int oldestProtocol;
  private final int newestProtocol;
  private final byte @Nullable [] scramClientKey;
  private final byte @Nullable [] scramServerKey;

  /**
   * Checks the settings, and completes them by what the process finds around it.
   *
   * @param passwords who is asked for a password that was not set; null if nobody
   * @param tokens who is asked for a token; null for the device flow
   * @throws org.psycopg4j.errors.ProgrammingException if a keyword is unknown
   * @throws OperationalException if a value is impossible, or a service is not defined
   * @throws NotSupportedException if a value asks for what this version can't do
   */
  public ConnInfo(
      Map<String, String> settings,
      @Nullable Supplier<@Nullable String> passwords,
      @Nullable TokenProvider tokens) {
    this(settings, passwords, tokens, Surroundings.ofProcess());
  }

  /** The same without anybody who is asked for a password or a token. */
  public ConnInfo(Map<String, String> settings) {
    this(settings, null, null);
  }

  ConnInfo(
      Map<String, String> settings,
      @Nullable Supplier<@Nullable String> passwords,
      @Nullable TokenProvider tokens,
      Surroundings around) {
    this.passwords = passwords;
    this.tokens = tokens;
    this.unsafeOAuth = "UNSAFE".equals(around.variable("PGOAUTHDEBUG"));
    this.beginsApart = "1".equals(around.variable("PSYCOPG4J_BEGIN_APART"));
    this.made = new LinkedHashMap<>(settings);
    this.settings = Defaults.complete(settings, around);
    this.settings.forEach(ConnInfo::check);
    this.session = session(around);
    this.hosts = List.copyOf(Host.all(this.settings, around));
    this.attributes = SessionAttributes.of(get(Keyword.TARGET_SESSION_ATTRS));
    this.balanced = isRandom(get(Keyword.LOAD_BALANCE_HOSTS));
    this.connectTimeoutMillis = connectTimeoutMillis(integer(Keyword.CONNECT_TIMEOUT, 0));
    this.keepalives = Keepalives.of(this::integer);
    integer(Keyword.TCP_USER_TIMEOUT, 0); // it has to be a number
    this.tls = TlsSettings.of(this.settings, around);
    this.channelBinding = get(Keyword.CHANNEL_BINDING);
    if (!List.of("disable", "prefer", "require").contains(channelBinding)) {
      throw impossible(Keyword.CHANNEL_BINDING, channelBinding);
    }
    this.acceptedMethods = RequiredMethods.of(get(Keyword.REQUIRE_AUTH));
    this.oldestProtocol =
        ProtocolVersion.of(Keyword.MIN_PROTOCOL_VERSION, get(Keyword.MIN_PROTOCOL_VERSION));
    String newest = get(Keyword.MAX_PROTOCOL_VERSION);
    this.newestProtocol =
        newest.isEmpty()
            ? oldestProtocol
            : ProtocolVersion.of(Keyword.MAX_PROTOCOL_VERSION, newest);
    ProtocolVersion.requireRange(oldestProtocol, newestProtocol);
    this.scramClientKey = key(Keyword.SCRAM_CLIENT_KEY);
    this.scramServerKey = key(Keyword.SCRAM_SERVER_KEY);
    this.ticketCache = TicketCacheFile.of(around);
    String named = get(Keyword.PASSFILE);
    this.passwordFile = named.isEmpty() ? PasswordFile.ofUser(around) : Path.of(named);
  }

  private static void check(String keyword, String value) {
    Dsn.requireKnown(keyword);
    Keyword known = Keyword.of(keyword);
    List<String> accepted = known == null ? null : known.accepted();
    if (known != null && accepted != null && !value.isEmpty() && !accepted.contains(value)) {
      if (accepted.isEmpty()) {
        throw new NotSupportedException(
            "the connection option \"%s\" is not supported".formatted(keyword));
      }
      throw impossible(known, value);
    }
    if (value.indexOf('\0') >= 0) {
      throw new OperationalException(
          "the connection option \"%s\" contains a NUL character".formatted(keyword));
    }
  }

  private static Map<String, String> session(Surroundings around) {
    Map<String, String> session = new LinkedHashMap<>();
    SESSION_VARIABLES.forEach(
        (variable, parameter) -> {
          String value = around.variable(variable);
          if (value != null && !value.equalsIgnoreCase(AS_IT_IS)) {
            session.put(parameter, value);
          }
        });
    return session;
  }

  private static boolean isRandom(String value) {
    if (!value.equals("disable") && !value.equals("random")) {
      throw impossible(Keyword.LOAD_BALANCE_HOSTS, value);
    }
    return value.equals("random");
  }

  /** The error of a value that a keyword can't have. */
  static OperationalException impossible(Keyword keyword, String value) {
    return new OperationalException("invalid %s value: \"%s\"".formatted(keyword.keyword(), value));
  }

  /** libpq's rule: 0 or less is no limit, and a limit is two seconds at the least. */
  private static int connectTimeoutMillis(int seconds) {
    return seconds <= 0 ? 0 : Math.min(Math.max(seconds, 2), Integer.MAX_VALUE / 1000) * 1000;
  }

  private int integer(Keyword keyword, int otherwise) {
    String value = settings.get(keyword.keyword());
    return value == null ? otherwise : integer(keyword, value);
  }

  static int integer(Keyword keyword, String value) {
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw new OperationalException(
          "invalid integer value \"%s\" for connection option \"%s\""
              .formatted(value, keyword.keyword()),
          e);
    }
  }

  /** The value that is set; empty if none is. */
  private String get(Keyword keyword) {
    return settings.getOrDefault(keyword.keyword(), "");
  }

  /** The servers, of which the first that lets us in is taken; never none. */
  public List<Host> hosts() {
    return hosts;
  }

  /** Whether they are tried in any order, and so are the addresses of each. */
  public boolean isBalanced() {
    return balanced;
  }

  /** What a session must be like to be taken. */
  public SessionAttributes attributes() {
    return attributes;
  }

  /** The role to connect as; the operating system's user unless one was set. */
  public String user() {
    return get(Keyword.USER);
  }

  /** The database; it has the role's name unless one was set. */
  public String dbname() {
    String dbname = get(Keyword.DBNAME);
    return dbname.isEmpty() ? user() : dbname;
  }

  /** A key of 32 bytes in Base64; null if none was set. */
  private byte @Nullable [] key(Keyword keyword) {
    String value = get(keyword);
    if (value.isEmpty()) {
      return null;
    }
    try {
      byte[] key = Base64.getDecoder().decode(value);
      if (key.length == KEY_LENGTH) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // Its message would show a part of it.
    }
    throw new OperationalException(
        "invalid %s: it has to be %d bytes in Base64".formatted(keyword.keyword(), KEY_LENGTH));
  }

  /**
   * The password for a server: the one that was set; else what who is asked for it says; else the
   * password file's; null if there is none.
   */
  public @Nullable String password(Host host) {
    Supplier<@Nullable String> source = passwords;
    String told = source == null || !get(Keyword.PASSWORD).isEmpty() ? null : source.get();
    return told == null || told.isEmpty() ? writtenPassword(host) : told;
  }

  /** The same without asking anybody. */
  public @Nullable String writtenPassword(Host host) {
    String password = get(Keyword.PASSWORD);
    return password.isEmpty()
        ? new PasswordFile(passwordFile).password(key(host), host.port(), dbname(), user())
        : password;
  }

  /** What a server is called in password files. */
  private static String key(Host host) {
    return Surroundings.isSocketDirectory(host.name()) ? "localhost" : host.name();
  }

  /** Where a password came from that was not set: the file, as errors call it; else null. */
  public @Nullable Path passwordFile() {
    return get(Keyword.PASSWORD).isEmpty() ? passwordFile : null;
  }

  /** The user that a server on a Unix-domain socket must run as; null if any may. */
  public @Nullable String requiredPeer() {
    String peer = get(Keyword.REQUIREPEER);
    return peer.isEmpty() ? null : peer;
  }

  /** How long to try each address, in milliseconds; 0 is for ever. */
  public int connectTimeoutMillis() {
    return connectTimeoutMillis;
  }

  /** What was set about TLS. */
  public TlsSettings tls() {
    return tls;
  }

  /** Whether the proof of the password is to be bound to TLS: disable, prefer or require. */
  public String channelBinding() {
    return channelBinding;
  }

  /** What was set about methods of authentication; empty if nothing was. */
  public String requireAuth() {
    return get(Keyword.REQUIRE_AUTH);
  }

  /** The methods by which a server may authenticate us; null if by any. */
  public @Nullable Set<String> acceptedMethods() {
    return acceptedMethods;
  }

  /** The oldest version of the protocol that may be spoken: the major number, and 16 bits more. */
  public int oldestProtocol() {
    return oldestProtocol;
  }

  /** The version of the protocol that is asked for. */
  public int newestProtocol() {
    return newestProtocol;
  }

  /** SCRAM's ClientKey, where there is no password; null if none was set. */
  public byte @Nullable [] scramClientKey() {
    return scramClientKey;
  }

  /** SCRAM's ServerKey, by which the server proves that it knows the password. */
  public byte @Nullable [] scramServerKey() {
    return scramServerKey;
  }

  /** Who is asked for a token; null for the device flow. */
  public @Nullable TokenProvider tokens() {
    return tokens;
  }

  /** Who may be asked for tokens; empty if nobody. */
  public String oauthIssuer() {
    return get(Keyword.OAUTH_ISSUER);
  }

  /** What the issuer calls this program; null if it was not set. */
  public @Nullable String oauthClientId() {
    String id = get(Keyword.OAUTH_CLIENT_ID);
    return id.isEmpty() ? null : id;
  }

  /** What proves that to the issuer, which may be empty; null if it was not set. */
  public @Nullable String oauthClientSecret() {
    return settings.get(Keyword.OAUTH_CLIENT_SECRET.keyword());
  }

  /** What a token has to be good for, which may be nothing; null for what the server says. */
  public @Nullable String oauthScope() {
    return settings.get(Keyword.OAUTH_SCOPE.keyword());
  }

  /** Whether the environment wants BEGIN to be sent by itself. */
  public boolean beginsApart() {
    return beginsApart;
  }

  /** Whether issuers may be spoken to without TLS, as tests do. */
  public boolean allowsUnsafeOAuth() {
    return unsafeOAuth;
  }

  /** Whether what is sent is to be encrypted by GSSAPI: disable, prefer or require. */
  public String gssEncMode() {
    return get(Keyword.GSSENCMODE);
  }

  /** What a server's service is called in Kerberos. */
  public String krbSrvName() {
    return get(Keyword.KRBSRVNAME);
  }

  /** Whether a server may act for us, with our tickets. */
  public boolean delegatesGss() {
    return get(Keyword.GSSDELEGATION).equals("1");
  }

  /** The file with our tickets; null if there is none. */
  public @Nullable Path ticketCache() {
    return ticketCache;
  }

  /** How the kernel is to look for a peer that has silently gone away. */
  public Keepalives keepalives() {
    return keepalives;
  }

  /** Whether the session is to be a replication one (manual: "Streaming Replication Protocol"). */
  public boolean isReplication() {
    String replication = get(Keyword.REPLICATION);
    return !replication.isEmpty() && !NO_REPLICATION.contains(replication);
  }

  /** Command-line options for the session; empty if none were set. */
  public String options() {
    return get(Keyword.OPTIONS);
  }

  /**
   * What is in effect for the connection, set or not, in libpq's order; without what is secret
   * ({@code get_dsn_parameters} of psycopg2).
   */
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Keyword keyword : Keyword.values()) {
      String value =
          switch (keyword) {
            case DBNAME -> dbname();
            case HOST -> shownHost();
            case PASSFILE ->
                get(Keyword.PASSWORD).isEmpty()
                    ? passwordFile.toString()
                    : settings.get(keyword.keyword());
            default -> settings.get(keyword.keyword());
          };
      if (value != null && !keyword.isSecret()) {
        parameters.put(keyword.keyword(), value);
      }
    }
    return parameters;
  }

  /** The names as they were set; where nothing was set, the default that was found. */
  private @Nullable String shownHost() {
    boolean nothing = get(Keyword.HOST).isEmpty() && get(Keyword.HOSTADDR).isEmpty();
    return nothing ? hosts.get(0).name() : settings.get(Keyword.HOST.keyword());
  }

  /** What was set, without a password: {@code key=value} pairs fit to be shown. */
  public String dsn() {
    return Dsn.formatWithoutPassword(made);
  }

  /** The parameters of StartupMessage (manual: "Message Formats"). */
  public Map<String, String> startupParameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("user", user());
    parameters.put("database", dbname());
    if (isReplication()) {
      parameters.put("replication", get(Keyword.REPLICATION));
    }
    putUnlessEmpty(parameters, "options", options());
    String applicationName = get(Keyword.APPLICATION_NAME);
    putUnlessEmpty(
        parameters,
        "application_name",
        applicationName.isEmpty() ? get(Keyword.FALLBACK_APPLICATION_NAME) : applicationName);
    putUnlessEmpty(parameters, "client_encoding", clientEncoding());
    parameters.putAll(session);
    return parameters;
  }

  /** {@code auto} is the encoding of the program's strings. */
  private String clientEncoding() {
    String encoding = get(Keyword.CLIENT_ENCODING);
    return encoding.equals("auto") ? "UTF8" : encoding;
  }

  private static void putUnlessEmpty(Map<String, String> map, String key, String value) {
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }
}
