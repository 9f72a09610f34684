CREATE TABLE IF NOT EXISTS event(
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  digest BLOB NOT NULL CHECK(length(digest) = 32),
  previous BLOB NOT NULL CHECK(length(previous) = 32),
  hash BLOB NOT NULL CHECK(length(hash) = 32)
);
CREATE TABLE IF NOT EXISTS payload(
  seq INTEGER PRIMARY KEY,
  salt BLOB NOT NULL CHECK(length(salt) = 16),
  json TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS personal(
  seq INTEGER PRIMARY KEY,
  salt BLOB NOT NULL CHECK(length(salt) = 16),
  json TEXT NOT NULL
);

CREATE TRIGGER IF NOT EXISTS event_follows BEFORE INSERT ON event
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'an event follows the last one'); END;
CREATE TRIGGER IF NOT EXISTS event_stays BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER IF NOT EXISTS event_remains BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;

CREATE TRIGGER IF NOT EXISTS payload_once BEFORE INSERT ON payload
WHEN EXISTS (SELECT 1 FROM payload WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'payloads are never replaced'); END;
CREATE TRIGGER IF NOT EXISTS payload_stays BEFORE UPDATE ON payload
BEGIN SELECT RAISE(ABORT, 'payloads are never changed'); END;
CREATE TRIGGER IF NOT EXISTS payload_remains BEFORE DELETE ON payload
BEGIN SELECT RAISE(ABORT, 'payloads are never removed'); END;

CREATE TRIGGER IF NOT EXISTS personal_once BEFORE INSERT ON personal
WHEN EXISTS (SELECT 1 FROM personal WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'personal payloads are never replaced'); END;
CREATE TRIGGER IF NOT EXISTS personal_stays BEFORE UPDATE ON personal
BEGIN SELECT RAISE(ABORT, 'personal payloads are never changed'); END;
CREATE TRIGGER IF NOT EXISTS personal_remains BEFORE DELETE ON personal
WHEN NOT EXISTS (SELECT 1 FROM erased WHERE of = OLD.seq)
BEGIN SELECT RAISE(ABORT, 'a personal payload is removed only after an event says so'); END;
