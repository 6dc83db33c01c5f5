import { buffer } from 'node:stream/consumers'
import { Routes } from 'discord.js'
import { z } from 'zod'
import type { FileId } from '../../conversation/ids.ts'
import type { FileRef } from '../../conversation/message.ts'
import type { Clock } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'
import type { Files } from '../files.ts'
import type { Gateway, Wanted } from './gateway.ts'

/** Which files go to Discord with their messages, and which are links instead. */
export interface SentFiles {
  /** Why a file is a link; null where it is uploaded. */
  why(file: FileRef): string | null
  /** Learns what can be uploaded of these, which are one message's. */
  weigh(files: readonly FileRef[]): Promise<void>
  /** The files' bytes, in their order; those that are not kept any more are left out. */
  read(files: readonly FileRef[]): Promise<NonNullable<Wanted['files']>>
  /** Discord took none of these, as they are too large. */
  refused(files: readonly FileRef[]): void
}

interface Deps {
  readonly gateway: Pick<Gateway, 'call'>
  readonly files: Pick<Files, 'open'>
  readonly guild: () => string
  readonly clock: Clock
}

const MIB = 1024 * 1024
/** What a server takes of a file, by its boosts; Discord raises it now and then, and never for all at once. */
const LARGEST = [10 * MIB, 10 * MIB, 50 * MIB, 100 * MIB]
/** Of one message: it is all held in memory at once. */
const MOST_BYTES = 25 * MIB
const MOST_FILES = 10
const KNOWN_FOR = 3_600_000

const TOO_LARGE = 'Discord takes no files of this size here.'
const TOO_MANY = 'Discord takes no more files with one message.'

const server = z.looseObject({ premium_tier: z.number().catch(0) })

export function sentFiles({ gateway, files, guild, clock }: Deps): SentFiles {
  const reasons = remembered<string>(5_000)
  let limit = MIB * 10
  let until = 0

  async function learnLimit(): Promise<void> {
    if (clock.now() < until) return
    const called = await gateway.call({ method: 'GET', route: Routes.guild(guild()) })
    if (!called.ok) return
    limit = LARGEST[server.parse(called.data).premium_tier] ?? limit
    until = clock.now() + KNOWN_FOR
  }

  async function weigh(given: readonly FileRef[]): Promise<void> {
    if (given.length === 0) return
    await learnLimit()
    let [bytes, count] = [0, 0]
    for (const { id, size } of given) {
      if (reasons.get(id) !== undefined) continue
      const isLast = bytes + size > MOST_BYTES || count >= MOST_FILES
      if (size > limit || size > MOST_BYTES) reasons.set(id, TOO_LARGE)
      else if (isLast) reasons.set(id, TOO_MANY)
      else [bytes, count] = [bytes + size, count + 1]
    }
  }

  async function read(given: readonly FileRef[]) {
    const opened = given.map(async (file) => ({ file, open: await files.open(file) }))
    const all = await Promise.all(opened)
    const there = all.flatMap(({ file, open }) => (open ? [{ file, open }] : []))
    return Promise.all(
      there.map(async ({ file, open }) => ({
        name: file.name,
        data: await buffer(open.stream),
        contentType: file.type,
      })),
    )
  }

  return {
    why: ({ id }: { readonly id: FileId }) => reasons.get(id) ?? null,
    weigh,
    read,
    refused(given) {
      for (const { id } of given) reasons.set(id, TOO_LARGE)
    },
  }
}
