import type { Clock } from '../../ports.ts'
import { lossesOf } from '../chats/losses.ts'
import type { Loss as LossOf, Losses as LossesOf } from '../chats/losses.ts'
import { ERRORS } from './errors.ts'
import type { SlackFailure } from './failures.ts'

export type Loss = LossOf<SlackFailure>
export type Losses = LossesOf<SlackFailure>

interface Deps {
  readonly clock: Clock
  /** Told of each loss once when it begins, and once when it ends. */
  readonly changed: (loss: Loss, isLost: boolean) => void
}

/** Ms between two times that Slack is asked whether a channel is usable again. */
const ASK_AGAIN = 20_000
const CHANNEL = /^[CG][A-Z0-9]+$/

/** What is lost in Slack, by its own words for it. */
export function slackLosses(deps: Deps): Losses {
  return lossesOf<SlackFailure>({
    ...deps,
    loses({ error }) {
      const meaning = ERRORS[error ?? '']
      return meaning?.loses ? { what: meaning.loses, sentence: meaning.sentence } : null
    },
    isChannel: (channel) => CHANNEL.test(channel),
    isUnknown: { error: 'channel_not_found' },
    askAgain: { first: ASK_AGAIN, last: ASK_AGAIN },
  })
}
