/**
 * The first schema. Times are epoch milliseconds, ids are text, JSON is text that its reader parses.
 * What must never happen is refused here too, so that no later code can do it by mistake.
 */
export const first = `
CREATE TABLE holder (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  since INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;

CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counters (name, value) VALUES ('conversations', 1000), ('feed', 0);

CREATE TABLE conversations (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  visitor TEXT NOT NULL,
  inbox TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'claimed', 'snoozed', 'closed')),
  version INTEGER NOT NULL,
  is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
  snapshot TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_current_conversation ON conversations (visitor) WHERE is_current = 1;

CREATE TABLE events (
  conversation TEXT NOT NULL REFERENCES conversations (id),
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('visitor', 'human', 'automation', 'system')),
  actor_id TEXT,
  actor TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (conversation, seq)
) STRICT;
CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_never_go BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;

CREATE TABLE messages (
  id TEXT PRIMARY KEY,
  conversation TEXT NOT NULL REFERENCES conversations (id),
  number INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('visitor', 'reply', 'note')),
  at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  snapshot TEXT NOT NULL,
  UNIQUE (conversation, number)
) STRICT;
CREATE TRIGGER messages_keep_their_kind BEFORE UPDATE OF kind ON messages
WHEN NEW.kind <> OLD.kind
BEGIN SELECT RAISE(ABORT, 'a message keeps its kind for ever'); END;
CREATE TRIGGER messages_keep_their_place BEFORE UPDATE OF conversation, number ON messages
WHEN NEW.conversation <> OLD.conversation OR NEW.number <> OLD.number
BEGIN SELECT RAISE(ABORT, 'a message keeps its conversation and its number for ever'); END;

CREATE TABLE message_versions (
  message TEXT NOT NULL REFERENCES messages (id),
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (message, version)
) STRICT;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  lane TEXT NOT NULL,
  conversation TEXT NOT NULL,
  target TEXT NOT NULL,
  job TEXT NOT NULL,
  message TEXT,
  not_before INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'dead')),
  kind TEXT,
  reason TEXT,
  died_at INTEGER
) STRICT;
CREATE INDEX outbox_lanes ON outbox (lane, id) WHERE state = 'waiting';
CREATE INDEX outbox_dead ON outbox (died_at) WHERE state = 'dead';

CREATE TABLE inbox (
  door TEXT NOT NULL,
  id TEXT NOT NULL,
  conversation TEXT NOT NULL,
  message TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (door, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE intake (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  platform TEXT NOT NULL,
  id TEXT NOT NULL,
  lane TEXT NOT NULL,
  body TEXT,
  at INTEGER NOT NULL,
  UNIQUE (platform, id)
) STRICT;
CREATE INDEX intake_waiting ON intake (platform, seq) WHERE body IS NOT NULL;
CREATE INDEX intake_handled ON intake (at) WHERE body IS NULL;

CREATE TABLE timers (
  conversation TEXT NOT NULL REFERENCES conversations (id),
  kind TEXT NOT NULL CHECK (kind IN ('wake')),
  at INTEGER NOT NULL,
  PRIMARY KEY (conversation, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX timers_due ON timers (at);

CREATE TABLE links (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat TEXT NOT NULL,
  ref TEXT NOT NULL,
  conversation TEXT NOT NULL,
  message TEXT,
  UNIQUE (chat, ref)
) STRICT;
CREATE INDEX links_threads ON links (conversation, chat) WHERE message IS NULL;

CREATE TABLE feed (
  topic TEXT NOT NULL,
  key TEXT NOT NULL,
  position INTEGER NOT NULL,
  change INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (topic, key)
) STRICT;
CREATE UNIQUE INDEX feed_changes ON feed (topic, change);
CREATE UNIQUE INDEX feed_positions ON feed (topic, position);

CREATE TABLE members (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT,
  picture TEXT,
  role TEXT NOT NULL CHECK (role IN ('creator', 'agent', 'supervisor', 'lead', 'admin')),
  teams TEXT NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE invites (
  token_hash TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('creator', 'agent', 'supervisor', 'lead', 'admin')),
  teams TEXT NOT NULL,
  agent TEXT,
  by_agent TEXT,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  agent TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_expire ON sessions (expires_at);

CREATE TABLE visitors (
  id TEXT PRIMARY KEY,
  inbox TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT,
  verified_as TEXT,
  attributes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX visitors_verified ON visitors (inbox, verified_as) WHERE verified_as IS NOT NULL;

CREATE TABLE canned (
  inbox TEXT NOT NULL,
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('settings', 'team')),
  PRIMARY KEY (inbox, name)
) STRICT;

CREATE TABLE files (
  id TEXT PRIMARY KEY,
  inbox TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  size INTEGER NOT NULL,
  width INTEGER,
  height INTEGER,
  sha256 TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  "by" TEXT NOT NULL,
  what TEXT NOT NULL,
  conversation TEXT,
  result TEXT NOT NULL CHECK (result IN ('done', 'refused')),
  detail TEXT NOT NULL
) STRICT;

CREATE TABLE keepsakes (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`
