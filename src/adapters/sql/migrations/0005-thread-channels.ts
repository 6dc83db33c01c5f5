/**
 * For which channel a thread was opened: a conversation may have threads in several of one chat. And what finds a
 * visitor’s conversation before another.
 */
export const threadChannels = `
ALTER TABLE links ADD COLUMN channel TEXT;
UPDATE links SET channel = (
  SELECT place.value ->> '$.channel'
  FROM conversations, json_each(snapshot, '$.places') AS place
  WHERE conversations.id = links.conversation AND place.value ->> '$.chat' = links.chat
) WHERE message IS NULL;
UPDATE links SET channel = (
  SELECT place.value ->> '$.channel'
  FROM conversations, json_each(snapshot, '$.left') AS place
  WHERE conversations.id = links.conversation AND place.value ->> '$.chat' = links.chat
) WHERE message IS NULL AND channel IS NULL;
CREATE INDEX conversations_of_visitors ON conversations (visitor, number);
`
