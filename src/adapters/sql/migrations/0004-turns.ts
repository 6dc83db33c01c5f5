/**
 * What gives conversations out to agents asks for: each team's queue in its order, of which `queue_rank` is
 * null where a conversation stands in none; how many each agent has; whom a visitor has written with; and
 * whose turn it was last. A conversation that nobody takes may be due for another team.
 */
export const turns = `
ALTER TABLE conversations ADD COLUMN team TEXT;
ALTER TABLE conversations ADD COLUMN way TEXT;
ALTER TABLE conversations ADD COLUMN queue_rank INTEGER;
UPDATE conversations SET
  team = snapshot ->> '$.team',
  way = snapshot ->> '$.assign',
  queue_rank = CASE
    WHEN status <> 'waiting' OR waiting_since IS NULL OR snapshot ->> '$.team' IS NULL THEN NULL
    WHEN snapshot ->> '$.firstReplyAt' IS NOT NULL THEN NULL
    WHEN json_array_length(snapshot, '$.joined') > 0 THEN NULL
    ELSE CASE snapshot ->> '$.priority' WHEN 'urgent' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END
  END;
CREATE INDEX conversations_queued ON conversations (team, queue_rank, waiting_since, number, way)
  WHERE queue_rank IS NOT NULL;
CREATE INDEX conversations_held ON conversations (assignee) WHERE status = 'claimed';
CREATE INDEX conversations_of_visitor ON conversations (visitor, number);

CREATE TABLE turns (agent TEXT PRIMARY KEY, turn INTEGER NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
INSERT INTO counters (name, value) VALUES ('turns', 0);

ALTER TABLE timers RENAME TO timers_before;
CREATE TABLE timers (
  conversation TEXT NOT NULL REFERENCES conversations (id),
  kind TEXT NOT NULL CHECK (kind IN ('wake', 'overflow')),
  at INTEGER NOT NULL,
  PRIMARY KEY (conversation, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO timers SELECT conversation, kind, at FROM timers_before;
DROP TABLE timers_before;
CREATE INDEX timers_due ON timers (at);
`
