import { z } from 'zod'
import type { Gateway } from './gateway.ts'
import type { InThread } from './heard.ts'
import { pause } from '../chats/pause.ts'
import type { SlackThread } from './refs.ts'

/** Finds out where Slack shows what was uploaded: it looks each file over first, and tells nobody when it is done. */
export interface Shares {
  /** The `ts` of the post that shows this file in the thread; null when it does not within a while. */
  find(file: string, root: SlackThread): Promise<string | null>
  /** Slack told that a post of ours shows this file. */
  appeared(file: string, place: InThread): void
  /** True once it was stopped: then nothing is looked for, and null says nothing. */
  isStopped(): boolean
  stop(): void
}

const place = z.looseObject({ ts: z.string(), thread_ts: z.string().optional() })
const places = z.record(z.string(), z.array(place)).catch({})
const info = z.looseObject({
  file: z.looseObject({
    shares: z.looseObject({ public: places, private: places }).catch({ public: {}, private: {} }),
  }),
})

const FIRST_LOOK = 250

/** `patience`: ms within which a file is looked for. */
export function slackShares(gateway: Gateway, patience: number): Shares {
  const ending = new AbortController()
  const waiting = new Map<string, (at: string) => void>()
  const keyOf = (file: string, { channel, ts }: SlackThread) => `${file} ${channel}/${ts}`

  async function find(file: string, root: SlackThread): Promise<string | null> {
    const key = keyOf(file, root)
    const told = Promise.withResolvers<string>()
    waiting.set(key, told.resolve)
    try {
      return await look(file, root, told.promise)
    } finally {
      waiting.delete(key)
    }
  }

  async function look(file: string, root: SlackThread, told: Promise<string>) {
    let waited = 0
    for (let wait = FIRST_LOOK; ; wait = Math.min(wait * 2, patience - waited)) {
      const heard = await Promise.race([told, pause(wait, ending.signal).then(() => null)])
      const there = heard ?? (await placeOf(file, root))
      waited += wait
      if (there !== null || waited >= patience || ending.signal.aborted) return there
    }
  }

  async function placeOf(file: string, { channel, ts }: SlackThread): Promise<string | null> {
    const called = await gateway.call({ method: 'files.info', args: { file } })
    const shares = called.ok ? info.safeParse(called.data).data?.file.shares : undefined
    const all = [...(shares?.public[channel] ?? []), ...(shares?.private[channel] ?? [])]
    return all.find(({ thread_ts: thread }) => thread === ts)?.ts ?? null
  }

  return {
    find,
    appeared: (file, { channel, ts, thread }) =>
      waiting.get(keyOf(file, { channel, ts: thread }))?.(ts),
    isStopped: () => ending.signal.aborted,
    stop: () => ending.abort(),
  }
}
