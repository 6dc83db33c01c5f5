/** What a code of Discord's means for a delivery. */
export interface Meaning {
  /**
   * `later`: it may go through after a while; `missing`: the channel or message is not there (what that means
   * depends on what was being done); `done`: it is already so; `refused`: it will never be taken; `blocked`: a
   * person must mend it.
   */
  readonly kind: 'later' | 'missing' | 'done' | 'refused' | 'blocked'
  readonly sentence: string
  /** Ms to wait where Discord does not say. */
  readonly after?: number
  /** Until it is mended nothing goes into this channel, or nothing at all. */
  readonly loses?: 'channel' | 'app'
}

function table(
  kind: Meaning['kind'],
  sentences: Readonly<Record<number, string>>,
  more: Partial<Meaning> = {},
) {
  return Object.fromEntries(
    Object.entries(sentences).map(([code, sentence]): [string, Meaning] => [
      code,
      { kind, sentence, ...more },
    ]),
  )
}

const LATER = table(
  'later',
  {
    20016: 'The Discord channel is in slow mode.',
    20022: 'Discord asks to wait.',
    20026: 'Discord asks to wait.',
    20028: 'Discord asks to wait before the channel is written to again.',
    20029: 'Discord asks to wait before the server is written to again.',
    30046: 'Discord takes no more edits of older messages for the moment.',
    40003: 'Discord asks to wait before more people are written to for the first time.',
    40062: 'Discord asks to wait.',
    110001: 'Discord’s search is not ready yet.',
    130000: 'Discord is overloaded.',
    160006: 'The Discord server has as many open threads as Discord allows.',
    50083: 'The Discord thread is archived.',
  },
  { after: 30_000 },
)

const MISSING = table('missing', {
  10003: 'The channel is not in Discord any more.',
  10008: 'The message is not in Discord any more.',
})

const DONE = table('done', {
  10014: 'Discord knows no such emoji.',
  10062: 'Discord takes no answer to that any more.',
  40060: 'It was answered already.',
})

const PLACE = table(
  'blocked',
  {
    50001:
      'The bot does not see the Discord channel: let its role view it, or check the place in the settings.',
    50013:
      'The bot’s role lacks a permission in the Discord channel: give it those that docs/discord.md lists.',
    50008: 'Nothing can be written in that Discord channel: give the inbox another place.',
    50024: 'The Discord channel is of another type: check the place in the settings.',
    60003: 'The Discord server wants two-factor authentication of the bot’s owner.',
  },
  { loses: 'channel' },
)

const APP = table(
  'blocked',
  {
    40001:
      'Discord does not take the bot’s token: set DISCORD_BOT_TOKEN anew and start Greenroom again.',
    50014:
      'Discord does not take the bot’s token: set DISCORD_BOT_TOKEN anew and start Greenroom again.',
    40002: 'Discord wants the bot’s account to be verified by its owner.',
  },
  { loses: 'app' },
)

const WAITS = table('blocked', {
  10004:
    'The bot is not in the Discord server: invite it, or check `guild` below `discord` in the settings.',
  160005: 'The Discord thread is locked: unlock it, or let the bot’s role manage threads.',
  30013: 'The Discord server has as many channels as Discord allows: remove some.',
  40067: 'The Discord forum wants a tag on each post: take that rule away.',
})

const CONTENT = table('refused', {
  10013: 'That Discord account is not there any more.',
  10015: 'The webhook is not in Discord any more.',
  30010: 'The message has as many reactions as Discord takes.',
  40005: 'Discord finds it too large.',
  50005: 'Discord lets the bot change its own messages alone.',
  50006: 'Discord finds nothing in the message.',
  50007: 'That person takes no messages from the bot.',
  50278: 'That person shares no server with the bot any more.',
  50021: 'Discord does not let this be done with a message of its own.',
  50027: 'Discord does not know the webhook any more.',
  50035: 'Discord cannot draw the message.',
  50109: 'Discord cannot read the request.',
  90001: 'That person takes no reactions from the bot.',
  160004: 'The message has a thread already.',
  200000: 'AutoMod of the Discord server blocked the message.',
  200001: 'AutoMod of the Discord server blocked the title.',
  240000: 'Discord blocked a link in the message.',
})

/** Discord's errors by their code. */
export const ERRORS: Readonly<Record<string, Meaning>> = {
  ...LATER,
  ...MISSING,
  ...DONE,
  ...PLACE,
  ...APP,
  ...WAITS,
  ...CONTENT,
}
