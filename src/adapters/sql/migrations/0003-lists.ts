/**
 * What lists of conversations ask for, beside the snapshot that holds it too, and whether a member is
 * on duty. One index holds all that a list is chosen and ordered by: open ones apart from closed ones,
 * each in the order in which people see them.
 */
export const lists = `
ALTER TABLE conversations ADD COLUMN assignee TEXT;
ALTER TABLE conversations ADD COLUMN waiting_since INTEGER;
ALTER TABLE conversations ADD COLUMN visitor_name TEXT NOT NULL DEFAULT '';
UPDATE conversations SET
  assignee = coalesce(snapshot ->> '$.assignee.id', snapshot ->> '$.lastAssignee.id'),
  waiting_since = snapshot ->> '$.waitingSince',
  visitor_name = folded(snapshot ->> '$.visitor.name');
CREATE INDEX conversations_listed ON conversations (
  (status = 'closed'), (waiting_since IS NULL), waiting_since, number DESC,
  assignee, status, visitor_name
);

ALTER TABLE members ADD COLUMN on_duty INTEGER NOT NULL DEFAULT 1 CHECK (on_duty IN (0, 1));
`
