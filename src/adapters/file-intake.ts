import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { FileId } from '../conversation/ids.ts'

/** What has come in, whole and on the disk, but not yet kept. */
export interface Spooled {
  readonly path: string
  readonly size: number
  readonly sha256: string
  /** The first bytes, enough for a picture's header. */
  readonly head: Buffer
}

/** A file that is being read; `size` in bytes. */
export interface OpenedFile {
  readonly stream: Readable
  readonly size: number
}

const HEAD = 256 * 1024
/** An unfinished upload of an earlier run is swept away after this. */
const STALE = 24 * 3_600_000

/** The folder that files live in: uploads grow under `incoming`, and move to their place when they are whole. */
export function createIntake(dir: string) {
  const incoming = join(dir, 'incoming')

  /** Where a kept file lies. */
  function place(id: FileId): string {
    return join(dir, id.slice(0, 2), id)
  }

  /** Writes the stream to the disk; null when it is longer than `maxBytes`, at once and with nothing left. */
  async function spool(stream: Readable, maxBytes: number): Promise<Spooled | null> {
    await mkdir(incoming, { recursive: true })
    const path = join(incoming, randomUUID())
    const handle = await open(path, 'wx', 0o600)
    try {
      const whole = await copy(stream, handle, maxBytes)
      if (whole) return { path, ...whole }
    } catch (error) {
      await rm(path, { force: true })
      throw error
    } finally {
      await handle.close()
    }
    await rm(path, { force: true })
    return null
  }

  /** Moves it to its place, for good when this resolves. */
  async function keep(spooled: Spooled, id: FileId): Promise<void> {
    const folder = join(dir, id.slice(0, 2))
    await mkdir(folder, { recursive: true })
    await rename(spooled.path, place(id))
    await syncFolder(folder)
  }

  async function drop(path: string): Promise<void> {
    await rm(path, { force: true })
  }

  /** Removes what uploads of an earlier run left behind. */
  async function sweep(now: number): Promise<void> {
    await mkdir(incoming, { recursive: true })
    for (const name of await readdir(incoming)) {
      const path = join(incoming, name)
      const { mtimeMs } = await stat(path)
      if (mtimeMs < now - STALE) await drop(path)
    }
  }

  /** A kept file, to be read from its start; null when it is not there. Who asks ends its stream. */
  async function read(id: FileId): Promise<OpenedFile | null> {
    try {
      const handle = await open(place(id), 'r')
      const { size } = await handle.stat()
      return { stream: handle.createReadStream(), size }
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
  }

  return { place, spool, keep, drop, sweep, read }
}

async function copy(stream: Readable, handle: FileHandle, maxBytes: number) {
  const hash = createHash('sha256')
  const head: Buffer[] = []
  let size = 0
  // Left open when it is too long: its connection still has to carry the answer.
  for await (const part of stream.iterator({ destroyOnReturn: false })) {
    const chunk = part as Buffer
    if (size < HEAD) head.push(chunk.subarray(0, HEAD - size))
    size += chunk.length
    if (size > maxBytes) return null
    hash.update(chunk)
    await handle.appendFile(chunk)
  }
  await handle.sync()
  return { size, sha256: hash.digest('hex'), head: Buffer.concat(head) }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder to sync it, and does not need to.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
