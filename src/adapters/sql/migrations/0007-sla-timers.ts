/** A reply may be due. */
export const slaTimers = `
ALTER TABLE timers RENAME TO timers_before;
CREATE TABLE timers (
  conversation TEXT NOT NULL REFERENCES conversations (id),
  kind TEXT NOT NULL CHECK (kind IN ('wake', 'overflow', 'sla')),
  at INTEGER NOT NULL,
  PRIMARY KEY (conversation, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO timers SELECT conversation, kind, at FROM timers_before;
DROP TABLE timers_before;
CREATE INDEX timers_due ON timers (at);
`
