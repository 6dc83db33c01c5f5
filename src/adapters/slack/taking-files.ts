import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Settings } from '../../config.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { FileRef } from '../../conversation/message.ts'
import type { Member, Store } from '../../ports.ts'
import type { Files } from '../files.ts'
import type { Gateway } from './gateway.ts'
import type { SlackFile } from './payloads.ts'

interface Deps {
  readonly settings: () => Settings
  readonly store: Pick<Store, 'load'>
  readonly files: Pick<Files, 'receive'>
  readonly gateway: Gateway
  readonly token: string
  readonly apiUrl: string | null
}

export interface TakenFiles {
  readonly files: readonly FileRef[]
  /** What is wrong with one, for who sent it. */
  readonly sentences: readonly string[]
}

const MOST = 10
const TIMEOUT = 60_000
const info = z.looseObject({ url_private: z.string(), name: z.string().nullish() })

/** Keeps what was uploaded in Slack, so that a visitor gets it from us. Throws when it may be had later. */
export function takeFiles({ settings, store, files, gateway, token, apiUrl }: Deps) {
  return async (
    given: readonly SlackFile[],
    by: Member,
    conversation: ConversationId,
  ): Promise<TakenFiles> => {
    const inbox = given.length > 0 ? (await store.load(conversation))?.inbox : undefined
    const limits = settings().inboxes.find(({ id }) => id === inbox)?.files
    if (!inbox || !limits) return { files: [], sentences: [] }
    const taken: FileRef[] = []
    const sentences: string[] = []
    for (const file of given.slice(0, MOST)) {
      const name = file.name ?? 'file'
      const stream = await open(file)
      const received =
        typeof stream === 'string'
          ? { ok: false as const, sentence: stream }
          : await files.receive(stream, {
              name,
              inbox,
              by: { kind: 'human', id: by.id, name: by.name, role: by.role },
              limits: { maxBytes: limits.max_bytes, types: limits.types },
            })
      if (received.ok) taken.push(refOf(received.file))
      else sentences.push(`${name} was left out. ${received.sentence}`)
    }
    if (given.length > MOST)
      sentences.push(`Of ${given.length} files the first ${MOST} were taken.`)
    return { files: taken, sentences }
  }

  async function open(file: SlackFile): Promise<Readable | string> {
    if (file.mode === 'tombstone') return 'It was deleted.'
    const address = file.url_private ?? (await addressOf(file.id))
    if (address === null || !isSlacks(address)) return 'Slack does not hand it out.'
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    })
    const isPage = response.headers.get('content-type')?.startsWith('text/html') === true
    // A file that is fresh, or a scope that is missing, is answered with a page to sign in at.
    if (!response.ok || !response.body || (isPage && file.mimetype !== 'text/html')) {
      await response.body?.cancel()
      throw new Error(`Slack did not hand out a file: ${response.status}`)
    }
    return Readable.from(response.body)
  }

  async function addressOf(file: string): Promise<string | null> {
    const called = await gateway.call({ method: 'files.info', args: { file } })
    return called.ok ? (info.safeParse(called.data['file']).data?.url_private ?? null) : null
  }

  /** The token goes to Slack alone. */
  function isSlacks(address: string): boolean {
    const url = URL.parse(address)
    if (!url) return false
    if (apiUrl !== null && url.origin === URL.parse(apiUrl)?.origin) return true
    return url.protocol === 'https:' && /(?:^|\.)slack\.com$/.test(url.hostname)
  }
}

function refOf({ id, name, type, size, width, height }: FileRef): FileRef {
  const pixels = width === undefined || height === undefined ? {} : { width, height }
  return { id, name, type, size, ...pixels }
}
