import type { Clock } from '../../ports.ts'
import { lossesOf } from '../chats/losses.ts'
import type { Loss as LossOf, Losses as LossesOf } from '../chats/losses.ts'
import { meaningOf } from './failures.ts'
import type { DiscordFailure } from './failures.ts'

export type Loss = LossOf<DiscordFailure>
export type Losses = LossesOf<DiscordFailure>

interface Deps {
  readonly clock: Clock
  /** Told of each loss once when it begins, and once when it ends. */
  readonly changed: (loss: Loss, isLost: boolean) => void
}

// What is refused counts against the app: after 10,000 in ten minutes Discord shuts its address out.
const ASK_AGAIN = { first: 20_000, last: 10 * 60_000 }

/** What is lost in Discord, by its own codes for it. */
export function discordLosses(deps: Deps): Losses {
  return lossesOf<DiscordFailure>({
    ...deps,
    loses(failure) {
      const meaning = meaningOf(failure)
      return meaning?.loses ? { what: meaning.loses, sentence: meaning.sentence } : null
    },
    isChannel: (channel) => /^\d{1,20}$/.test(channel),
    isUnknown: { status: 404, code: 10003 },
    askAgain: ASK_AGAIN,
  })
}
