import type { Readable } from 'node:stream'
import type { Settings } from '../../config.ts'
import type { Actor } from '../../conversation/actor.ts'
import type { ConversationId, InboxId } from '../../conversation/ids.ts'
import type { FileRef } from '../../conversation/message.ts'
import type { Member, Store } from '../../ports.ts'
import type { Files, Upload } from '../files.ts'
import { sizeInWords } from '../sentences.ts'
import { remembered } from './remembered.ts'

/** A file of a chat's that can be had. */
export interface Found {
  readonly name: string
  readonly address: string
  readonly type: string
  /** In bytes, where the chat says it. */
  readonly size: number | null
}

interface KeepingDeps<Given> {
  readonly settings: () => Settings
  readonly files: Pick<Files, 'receive'>
  readonly idOf: (given: Given) => string
  readonly nameOf: (given: Given) => string | null
  /** Where the file is; or in a sentence why it is nowhere. Throws when that may be known later. */
  readonly find: (given: Given) => Promise<Found | string>
  /** Its bytes. Throws when they are not there yet. */
  readonly open: (found: Found) => Promise<Readable>
  /** What is said of a file that could not be had in time. */
  readonly notHad: string
}

type Deps<Given> = KeepingDeps<Given> & { readonly store: Pick<Store, 'load'> }

export interface TakenFiles {
  readonly files: readonly FileRef[]
  /** What is wrong with one, for who sent it. */
  readonly sentences: readonly string[]
}

/** The file as Greenroom keeps it; or why not, in a sentence. */
type Taken = FileRef | string

const MOST = 10
/** Tries of one file, about fifteen seconds with the waits between them: then its message goes without it. */
const MOST_TRIES = 6

const NOTHING: TakenFiles = { files: [], sentences: [] }

/** Keeps what was uploaded in a chat, so that a visitor gets it from us. Throws when it may be had later. */
export function takingFiles<Given>(deps: Deps<Given>) {
  const keep = keepingFiles(deps)

  return async (
    given: readonly Given[],
    { id, name, role }: Member,
    conversation: ConversationId,
  ): Promise<TakenFiles> => {
    const inbox = given.length > 0 ? (await deps.store.load(conversation))?.inbox : undefined
    const by = { kind: 'human', id, name, role } as const
    return inbox ? keep(given, by, inbox, conversation) : NOTHING
  }
}

/** The same for anybody, by the inbox that they write to; a file is kept once in each `scope`. */
export function keepingFiles<Given>(deps: KeepingDeps<Given>) {
  const { settings, files } = deps
  const kept = remembered<FileRef>(1_000)
  const tries = remembered<number>(1_000)

  return async (
    given: readonly Given[],
    by: Actor,
    inbox: InboxId,
    scope: string,
  ): Promise<TakenFiles> => {
    const limits = settings().inboxes.find(({ id }) => id === inbox)?.files
    if (!limits || given.length === 0) return NOTHING
    const upload = { inbox, by, limits: { maxBytes: limits.max_bytes, types: limits.types } }
    const taken: FileRef[] = []
    const sentences: string[] = []
    for (const file of given.slice(0, MOST)) {
      const one = await patiently(`${scope} ${deps.idOf(file)}`, () => take(file, upload))
      if (typeof one === 'string')
        sentences.push(`${deps.nameOf(file) ?? 'A file'} was left out. ${one}`)
      else taken.push(one)
    }
    if (given.length > MOST)
      sentences.push(`Of ${given.length} files the first ${MOST} were taken.`)
    return { files: taken, sentences }
  }

  /** One that was kept stays so, however often another is tried again. */
  async function patiently(key: string, work: () => Promise<Taken>): Promise<Taken> {
    const known = kept.get(key)
    if (known) return known
    try {
      const taken = await work()
      if (typeof taken !== 'string') kept.set(key, taken)
      return taken
    } catch (error) {
      const count = (tries.get(key) ?? 0) + 1
      tries.set(key, count)
      if (count < MOST_TRIES) throw error
      // The words that it came with are not lost with it.
      return deps.notHad
    }
  }

  async function take(file: Given, upload: Omit<Upload, 'name'>): Promise<Taken> {
    const found = await deps.find(file)
    if (typeof found === 'string') return found
    const { maxBytes } = upload.limits
    if (found.size !== null && found.size > maxBytes)
      return `The file is larger than ${sizeInWords(maxBytes)}, the most that is taken here.`
    return keep(found, upload)
  }

  async function keep(found: Found, upload: Omit<Upload, 'name'>): Promise<Taken> {
    const stream = await deps.open(found)
    try {
      const received = await files.receive(stream, { ...upload, name: found.name })
      if (received.ok) return refOf(received.file)
      if (stream.errored || received.status === 503) throw new Error('A file did not come whole.')
      return received.sentence
    } finally {
      stream.destroy()
    }
  }
}

function refOf({ id, name, type, size, width, height }: FileRef): FileRef {
  const pixels = width === undefined || height === undefined ? {} : { width, height }
  return { id, name, type, size, ...pixels }
}
