import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { Router } from 'express'
import type { Logger } from 'pino'
import type { Actor } from '../conversation/actor.ts'
import type { FileId, InboxId } from '../conversation/ids.ts'
import type { FileRef } from '../conversation/message.ts'
import type { Clock, FileRecord, FileRecords } from '../ports.ts'
import { createIntake, type OpenedFile, type Spooled } from './file-intake.ts'
import { covers, kindOf, kindsInWords } from './file-kinds.ts'
import { createFileLinks } from './file-links.ts'
import { fileName } from './file-names.ts'
import { fileRoutes } from './file-routes.ts'
import { pictureSize } from './picture-size.ts'
import { sizeInWords } from './sentences.ts'

export interface Upload {
  /** As the sender calls it; for display alone. */
  readonly name: string
  readonly inbox: InboxId
  readonly by: Actor
  readonly limits: { readonly maxBytes: number; readonly types: readonly string[] }
}

export type Received =
  | { readonly ok: true; readonly file: FileRecord }
  | { readonly ok: false; readonly status: 400 | 413 | 415 | 503; readonly sentence: string }

/** The files that Greenroom keeps itself. */
export interface Files {
  /** Keeps what the stream brings, durable when it resolves, or says in a sentence why not. */
  receive(stream: Readable, upload: Upload): Promise<Received>
  /** The files of these ids, in their order; null when one is not there or `mayUse` denies it. */
  find(ids: readonly string[], mayUse: (file: FileRecord) => boolean): Promise<FileRef[] | null>
  /** A signed address, from the root of this server, that is good for at least `ttl` ms and at most an hour more. */
  url(file: FileRef, ttl: number): string
  /** Reads a kept file back; null when it is not kept any more. Who asks ends its stream. */
  open(file: FileRef): Promise<OpenedFile | null>
  /** Serves `/files/…`. */
  readonly routes: Router
}

interface Deps {
  readonly dir: string
  readonly records: FileRecords
  readonly secret: string
  readonly clock: Clock
  readonly log: Logger
}

/** Opens the folder of files; throws when it cannot be written to. */
export async function openFiles({ dir, records, secret, clock, log }: Deps): Promise<Files> {
  const intake = createIntake(dir)
  const links = createFileLinks(secret, clock)
  await intake.sweep(clock.now())

  async function receive(stream: Readable, upload: Upload): Promise<Received> {
    // Should it break before it is read, reading it will say so.
    stream.on('error', () => undefined)
    try {
      const spooled = await intake.spool(stream, upload.limits.maxBytes)
      if (!spooled) return tooLarge(upload)
      return await judge(spooled, upload)
    } catch (error) {
      if (stream.errored || stream.destroyed) return cutOff
      if (!isDiskTrouble(error)) throw error
      log.error({ code: error.code, syscall: error.syscall }, 'a file could not be stored')
      return unavailable
    }
  }

  async function judge(spooled: Spooled, upload: Upload): Promise<Received> {
    try {
      if (spooled.size === 0) return empty
      const kind = await kindOf(spooled.path)
      if (!kind || !covers(upload.limits.types, kind.type)) return notTaken(upload, kind?.type)
      const file: FileRecord = {
        id: randomUUID() as FileId,
        name: fileName(upload.name, kind.extension, kind.alike),
        type: kind.type,
        size: spooled.size,
        ...pictureSize(kind.type, spooled.head),
        inbox: upload.inbox,
        sha256: spooled.sha256,
        by: upload.by,
        at: clock.now(),
      }
      await intake.keep(spooled, file.id)
      await recordOrDrop(file)
      return { ok: true, file }
    } finally {
      await intake.drop(spooled.path)
    }
  }

  async function recordOrDrop(file: FileRecord) {
    try {
      await records.add(file)
    } catch (error) {
      await intake.drop(intake.place(file.id))
      throw error
    }
  }

  async function find(ids: readonly string[], mayUse: (file: FileRecord) => boolean) {
    const found: FileRef[] = []
    for (const id of new Set(ids)) {
      const file = await records.get(id as FileId)
      if (!file || !mayUse(file)) return null
      found.push(refOf(file))
    }
    return found
  }

  return {
    receive,
    find,
    url: (file, ttl) => links.make(file.id, ttl),
    open: ({ id }) => intake.read(id),
    routes: fileRoutes({ records, links, place: intake.place, clock }),
  }
}

function refOf({ id, name, type, size, width, height }: FileRecord): FileRef {
  const pixels = width === undefined || height === undefined ? {} : { width, height }
  return { id, name, type, size, ...pixels }
}

function tooLarge({ limits }: Upload): Received {
  const most = sizeInWords(limits.maxBytes)
  return {
    ok: false,
    status: 413,
    sentence: `The file is larger than ${most}, the most that is taken here.`,
  }
}

function notTaken({ limits }: Upload, type = 'of a kind that is not known'): Received {
  const allowed = kindsInWords(limits.types)
  const sentence = allowed
    ? `This file is, by its content, ${type}. Taken here: ${allowed}.`
    : 'Files are not taken here.'
  return { ok: false, status: 415, sentence }
}

const empty: Received = { ok: false, status: 400, sentence: 'The file is empty.' }

const cutOff: Received = {
  ok: false,
  status: 400,
  sentence: 'The upload was cut off before its end. Send the file again.',
}

const unavailable: Received = {
  ok: false,
  status: 503,
  sentence: 'Files cannot be stored at the moment. Try again in a few minutes.',
}

function isDiskTrouble(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error
}
