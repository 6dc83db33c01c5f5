import type { Clock } from '../../ports.ts'

/** Something that nothing can be sent to until a person has mended it: a channel, or with `APP` the whole chat. */
export interface Loss<Failure> {
  readonly of: string
  readonly failure: Failure
  /** What is to be mended, in a sentence. */
  readonly reason: string
}

/** The whole app: its token was revoked, it was removed. */
export const APP = 'app'

/** What is lost at the moment. */
export interface Losses<Failure> {
  /** What stands in the way of a call into this channel; null when there is nothing, or it is time to ask again. */
  inTheWay(channel: string): Loss<Failure> | null
  has(of: string): boolean
  all(): readonly Loss<Failure>[]
  /** The chat answered so. Most failures lose nothing. */
  failed(channel: string, failure: Failure): void
  /** A channel that the settings name and the chat does not know. */
  unknown(name: string, reason: string): void
  /** It is taken, or may be taken again. */
  mended(of: string): void
  /** Something changed that may have mended any of them but the app: the next call asks. */
  mayBeMended(): void
}

interface Deps<Failure> {
  readonly clock: Clock
  /** Told of each loss once when it begins, and once when it ends. */
  readonly changed: (loss: Loss<Failure>, isLost: boolean) => void
  /** What a failure loses; null for one that loses nothing. */
  readonly loses: (
    failure: Failure,
  ) => { readonly what: 'channel' | 'app'; readonly sentence: string } | null
  /** True for an id of a channel, which alone can be lost. */
  readonly isChannel: (channel: string) => boolean
  /** The failure of a channel that is not known. */
  readonly isUnknown: Failure
  /** Ms between two times that it is asked whether a channel is usable again. */
  readonly askAgain: { readonly first: number; readonly last: number }
}

interface Known<Failure> {
  readonly loss: Loss<Failure>
  askAt: number
  wait: number
}

export function lossesOf<Failure>(deps: Deps<Failure>): Losses<Failure> {
  const { clock, changed, loses, isChannel, isUnknown, askAgain } = deps
  const lost = new Map<string, Known<Failure>>()

  function lose(loss: Loss<Failure>): void {
    const before = lost.get(loss.of)
    const wait = before ? before.wait : askAgain.first
    lost.set(loss.of, { loss, wait, askAt: clock.now() + wait })
    if (!before) changed(loss, true)
  }

  return {
    inTheWay(channel) {
      const app = lost.get(APP)
      if (app) return app.loss
      const known = lost.get(channel)
      if (!known) return null
      if (clock.now() < known.askAt) return known.loss
      // One asks; the others go by what it learns.
      known.wait = Math.min(askAgain.last, known.wait * 2)
      known.askAt = clock.now() + known.wait
      return null
    },
    has: (of) => lost.has(of),
    all: () => [...lost.values()].map(({ loss }) => loss),
    failed(channel, failure) {
      const lossOf = loses(failure)
      if (!lossOf) return
      const { what, sentence: reason } = lossOf
      if (what === 'app') lose({ of: APP, failure, reason })
      else if (isChannel(channel)) lose({ of: channel, failure, reason })
    },
    unknown: (name, reason) => lose({ of: name, failure: isUnknown, reason }),
    mended(of) {
      const known = lost.get(of)
      if (!lost.delete(of) || !known) return
      changed(known.loss, false)
    },
    mayBeMended() {
      for (const known of lost.values()) {
        known.askAt = clock.now()
        known.wait = askAgain.first
      }
    },
  }
}
