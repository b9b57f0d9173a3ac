import GRDB
import Ports

/// The tables of the journal, and how older ones become today's.
///
/// GRDB's migrator is left out on purpose: one number in the file's header says where we are, which
/// a start reads in microseconds, and two processes that create a journal at once wait for each
/// other instead of one failing.
enum Schema {
  /// `Tocs` in ASCII; `file` and SQLite's own tools show it.
  static let applicationID = 0x546F_6373

  /// Each step brings the format from its index to the next number; never change one, only add.
  static let steps: [String] = [first, second, third, counts, rows]

  /// The format that this version writes.
  static var known: Int { steps.count }

  /// Brings the file to the known format, or says why that cannot be.
  static func prepare(_ database: Database, path: String) throws {
    if try version(of: database, path: path) == known { return }
    try database.inTransaction(.immediate) {
      let found = try version(of: database, path: path)
      for step in steps[found...] { try database.execute(sql: step) }
      try database.execute(
        sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(known)"
      )
      return .commit
    }
  }

  /// Throws when the file is another program's or a newer version's.
  static func refuseStrangers(_ database: Database, path: String) throws {
    _ = try version(of: database, path: path)
  }

  private static func version(of database: Database, path: String) throws -> Int {
    let owner = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    if owner == applicationID {
      guard version <= known else { throw JournalFault.tooNew(found: version, known: known) }
      return version
    }
    let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
    guard owner == 0, version == 0, isEmpty else {
      throw JournalFault.corrupt(detail: "\(path): this is the database of another program")
    }
    return 0
  }

  /// Events are clustered by incident, so that reading one does not depend on how many there are.
  ///
  /// The tables are strict because GRDB takes a value of another type than it asks for as a mistake
  /// of ours and ends the process.
  private static let first = """
    CREATE TABLE events (
      incident TEXT NOT NULL,
      sequence INTEGER NOT NULL CHECK (sequence > 0),
      kind TEXT NOT NULL,
      record TEXT NOT NULL,
      hash TEXT NOT NULL CHECK (length(hash) = 64),
      PRIMARY KEY (incident, sequence)
    ) WITHOUT ROWID, STRICT;
    CREATE TRIGGER events_only_behind BEFORE INSERT ON events
      WHEN NEW.sequence <> 1 + coalesce(
        (SELECT max(sequence) FROM events WHERE incident = NEW.incident), 0)
      BEGIN SELECT RAISE(ABORT, 'events are appended without gaps'); END;
    CREATE TRIGGER events_no_update BEFORE UPDATE ON events
      BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
    CREATE TRIGGER events_no_delete BEFORE DELETE ON events
      BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;

    CREATE TABLE sealed (
      incident TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      name TEXT NOT NULL,
      salt TEXT,
      value BLOB,
      PRIMARY KEY (incident, sequence, name),
      FOREIGN KEY (incident, sequence) REFERENCES events (incident, sequence)
    ) WITHOUT ROWID, STRICT;
    CREATE TRIGGER sealed_no_replace BEFORE INSERT ON sealed
      WHEN EXISTS (SELECT 1 FROM sealed WHERE incident = NEW.incident
        AND sequence = NEW.sequence AND name = NEW.name)
      BEGIN SELECT RAISE(ABORT, 'sealed values are never changed'); END;
    CREATE TRIGGER sealed_only_erase BEFORE UPDATE ON sealed
      WHEN NEW.value IS NOT NULL OR (NEW.salt IS NOT NULL AND NEW.salt IS NOT OLD.salt)
        OR NEW.incident <> OLD.incident OR NEW.sequence <> OLD.sequence OR NEW.name <> OLD.name
      BEGIN SELECT RAISE(ABORT, 'sealed values may only be erased'); END;
    CREATE TRIGGER sealed_no_delete BEFORE DELETE ON sealed
      BEGIN SELECT RAISE(ABORT, 'sealed values are erased by setting them to NULL'); END;

    CREATE TABLE incidents (
      incident TEXT NOT NULL PRIMARY KEY,
      opened INTEGER NOT NULL,
      outcome TEXT,
      resolved INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID, STRICT;
    CREATE INDEX incidents_latest ON incidents (opened, incident);
    CREATE INDEX incidents_running ON incidents (opened, incident) WHERE outcome IS NULL;

    CREATE TABLE graphs (
      sha256 TEXT NOT NULL PRIMARY KEY,
      json TEXT NOT NULL
    ) WITHOUT ROWID, STRICT;
    CREATE TRIGGER graphs_keep BEFORE INSERT ON graphs
      WHEN EXISTS (SELECT 1 FROM graphs WHERE sha256 = NEW.sha256)
      BEGIN SELECT RAISE(IGNORE); END;
    CREATE TRIGGER graphs_no_update BEFORE UPDATE ON graphs
      BEGIN SELECT RAISE(ABORT, 'step graphs are never changed'); END;
    CREATE TRIGGER graphs_no_delete BEFORE DELETE ON graphs
      BEGIN SELECT RAISE(ABORT, 'step graphs are never removed'); END;

    CREATE TABLE sources (
      sha256 TEXT NOT NULL PRIMARY KEY,
      text BLOB NOT NULL
    ) WITHOUT ROWID, STRICT;
    CREATE TRIGGER sources_keep BEFORE INSERT ON sources
      WHEN EXISTS (SELECT 1 FROM sources WHERE sha256 = NEW.sha256)
      BEGIN SELECT RAISE(IGNORE); END;
    CREATE TRIGGER sources_no_update BEFORE UPDATE ON sources
      BEGIN SELECT RAISE(ABORT, 'sources are never changed'); END;
    CREATE TRIGGER sources_no_delete BEFORE DELETE ON sources
      BEGIN SELECT RAISE(ABORT, 'sources are never removed'); END;

    CREATE TABLE graph_sources (
      graph TEXT NOT NULL REFERENCES graphs (sha256),
      path TEXT NOT NULL,
      source TEXT NOT NULL REFERENCES sources (sha256),
      PRIMARY KEY (graph, path, source)
    ) WITHOUT ROWID, STRICT;

    CREATE TABLE outputs (
      incident TEXT NOT NULL,
      attempt INTEGER NOT NULL,
      number INTEGER NOT NULL,
      stream TEXT NOT NULL,
      bytes BLOB,
      PRIMARY KEY (incident, attempt, number)
    ) WITHOUT ROWID, STRICT;
    CREATE TRIGGER outputs_only_erase BEFORE UPDATE ON outputs
      WHEN NEW.bytes IS NOT NULL OR NEW.incident <> OLD.incident OR NEW.attempt <> OLD.attempt
        OR NEW.number <> OLD.number OR NEW.stream <> OLD.stream
      BEGIN SELECT RAISE(ABORT, 'output may only be erased'); END;
    CREATE TRIGGER outputs_no_delete BEFORE DELETE ON outputs
      BEGIN SELECT RAISE(ABORT, 'output is erased by setting it to NULL'); END;

    CREATE TABLE merged_lines (
      id TEXT NOT NULL PRIMARY KEY
    ) WITHOUT ROWID, STRICT;
    """

  /// When each incident has to be looked at again, and who looks.
  ///
  /// Incidents of before are looked at at once, which puts their real time in the place.
  private static let second = """
    CREATE TABLE agenda (
      incident TEXT NOT NULL PRIMARY KEY,
      due INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;
    CREATE INDEX agenda_due ON agenda (due, incident);
    INSERT INTO agenda (incident, due) SELECT incident, 0 FROM incidents WHERE outcome IS NULL;

    CREATE TABLE leases (
      name TEXT NOT NULL PRIMARY KEY,
      holder TEXT NOT NULL,
      rank INTEGER NOT NULL,
      fence INTEGER NOT NULL,
      renewed INTEGER NOT NULL,
      until INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;
    """

  /// What finds an incident again when a receipt or a reply comes in; both follow from the events.
  private static let third = """
    CREATE TABLE provider_ids (
      provider TEXT NOT NULL,
      incident TEXT NOT NULL,
      message TEXT NOT NULL,
      PRIMARY KEY (provider, incident, message)
    ) WITHOUT ROWID, STRICT;
    INSERT OR IGNORE INTO provider_ids (provider, incident, message)
      SELECT fact ->> '$."message.sent".providerID', incident, fact ->> '$."message.sent".message'
      FROM (SELECT incident, record -> '$.fact' AS fact FROM events WHERE kind = 'message.sent')
      WHERE fact ->> '$."message.sent".providerID' IS NOT NULL;

    CREATE TABLE answer_codes (
      person TEXT NOT NULL,
      given INTEGER NOT NULL,
      incident TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      PRIMARY KEY (person, given, incident)
    ) WITHOUT ROWID, STRICT;
    """

  /// What is counted over all incidents by days; a restart must not forget it.
  private static let counts = """
    CREATE TABLE tallies (
      name TEXT NOT NULL,
      day INTEGER NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (name, day)
    ) WITHOUT ROWID, STRICT;
    """

  /// A row of several events, which has the number of the last one.
  private static let rows = """
    ALTER TABLE events ADD COLUMN count INTEGER NOT NULL DEFAULT 1;
    DROP TRIGGER events_only_behind;
    CREATE TRIGGER events_only_behind BEFORE INSERT ON events
      WHEN NEW.count < 1 OR NEW.sequence <> NEW.count + coalesce(
        (SELECT max(sequence) FROM events WHERE incident = NEW.incident), 0)
      BEGIN SELECT RAISE(ABORT, 'events are appended without gaps'); END;
    """
}
