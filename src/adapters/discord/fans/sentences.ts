// What people who write to the app are told.

export const TOO_FAST =
  'That was a lot at once: what you wrote just now was not taken. Wait a minute and write it again.'

export const TOO_MANY_NEW =
  'You have begun many conversations within an hour, so this was not taken. Try again later.'

export const TOO_MANY_FILES =
  'Too many files at once: this one was left out. Send it again in a minute.'

export const EMPTY =
  'There is nothing in it that can be passed on. Write it in words, or add a file.'

export const NO_INBOX = 'Nobody can be written to here just now.'

export const NOT_TAKEN =
  'This could not be taken, however often it was tried, and nobody has read it. Write it again.'

export const BUSY = 'Too much is going on just now. Try again in a moment.'

export const TO_MEMBERS =
  'This is where visitors write. You are a member of the team: answer in the thread of the conversation; nothing that you write here reaches anybody.'

/** To somebody whose direct messages are closed. */
export function closedTo(inbox: string): string {
  return [
    `${inbox} has your message, and it is kept. But the answer comes by direct message, and you take none from this server.`,
    'To get it, allow them: press the server’s name, then Privacy Settings, then Direct Messages. If you blocked the bot, unblock it. Then write a word to the bot.',
  ].join('\n')
}
