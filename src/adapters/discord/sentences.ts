// What is said in more than one place.

export const STRANGER =
  'Greenroom does not know you as a member of the team, so nothing of this reaches a visitor. Ask a supervisor for one of the team’s roles in this server.'

export const NOT_A_THREAD = 'This is not the thread of a conversation.'

export const NOTHING_THERE =
  'There is nothing to edit or delete here: choose a reply or a note that you gave by a command, a button or a form.'

export const WRITTEN_HERE =
  'Whoever wrote this here edits it with Discord’s own “Edit Message”, and what the visitor reads changes with it.'

export const IN_SIGHT =
  'Everyone in this channel can read the line that you whispered by: delete it, which leaves the whisper itself as it is. `/whisper` keeps it out of sight.'

export const STILL_WHISPERED = 'What you whispered still stands as it was: whisper again.'

/** Where nothing that is typed can be read. */
export const UNREAD =
  'Discord keeps from Greenroom what you type here, so none of it reaches the visitor. Answer with `/reply`, or begin with a mention of Greenroom to give it a command. Whoever runs Greenroom can switch on its Message Content intent in Discord’s developer portal, on the app’s page “Bot”.'

/** For a message of which nothing can be read, though others can. */
export const UNREADABLE =
  'Not delivered: there is nothing in this message that Greenroom can read. Write it in words, or upload it as a file.'

/** For who names the app where everybody may read along, and cannot be answered otherwise. */
export const NO_LETTERS =
  'Greenroom answers here by direct message, and you take none from members of this server. Slash commands, such as `/help`, are answered for your eyes alone.'
