/** Where a chat shows a message is asked before each change of it. */
export const shownMessages = `
CREATE INDEX links_messages ON links (message, chat) WHERE message IS NOT NULL;
`
