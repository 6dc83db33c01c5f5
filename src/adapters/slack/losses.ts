import type { Clock } from '../../ports.ts'
import { ERRORS } from './errors.ts'
import type { SlackFailure } from './failures.ts'

/** Something that nothing can be sent to until a person has mended it: a channel, or with `APP` all of Slack. */
export interface Loss {
  readonly of: string
  readonly failure: SlackFailure
  /** What is to be mended, in a sentence. */
  readonly reason: string
}

/** The whole app: its token was revoked, it was removed from the workspace. */
export const APP = 'app'

/** What is lost at the moment. */
export interface Losses {
  /** What stands in the way of a call into this channel; null when there is nothing, or it is time to ask again. */
  inTheWay(channel: string): Loss | null
  has(of: string): boolean
  all(): readonly Loss[]
  /** Slack answered so. Most failures lose nothing. */
  failed(channel: string, failure: SlackFailure): void
  /** A channel that the settings name and Slack does not know. */
  unknown(name: string, reason: string): void
  /** Slack takes it, or may take it again. */
  mended(of: string): void
}

interface Deps {
  readonly clock: Clock
  /** Told of each loss once when it begins, and once when it ends. */
  readonly changed: (loss: Loss, isLost: boolean) => void
}

/** Ms between two times that Slack is asked whether a channel is usable again. */
const ASK_AGAIN = 20_000
const CHANNEL = /^[CG][A-Z0-9]+$/

export function slackLosses({ clock, changed }: Deps): Losses {
  const lost = new Map<string, { readonly loss: Loss; askAt: number }>()

  function lose(loss: Loss): void {
    const askAt = clock.now() + ASK_AGAIN
    const isNew = !lost.has(loss.of)
    lost.set(loss.of, { loss, askAt })
    if (isNew) changed(loss, true)
  }

  return {
    inTheWay(channel) {
      const app = lost.get(APP)
      if (app) return app.loss
      const known = lost.get(channel)
      if (!known) return null
      if (clock.now() < known.askAt) return known.loss
      // One asks; the others go by what it learns.
      known.askAt = clock.now() + ASK_AGAIN
      return null
    },
    has: (of) => lost.has(of),
    all: () => [...lost.values()].map(({ loss }) => loss),
    failed(channel, failure) {
      const meaning = ERRORS[failure.error ?? '']
      if (meaning?.loses === 'app') lose({ of: APP, failure, reason: meaning.sentence })
      if (meaning?.loses === 'channel' && CHANNEL.test(channel))
        lose({ of: channel, failure, reason: meaning.sentence })
    },
    unknown: (name, reason) => lose({ of: name, failure: { error: 'channel_not_found' }, reason }),
    mended(of) {
      const known = lost.get(of)
      if (!lost.delete(of) || !known) return
      changed(known.loss, false)
    },
  }
}
