import { open, stat } from 'node:fs/promises'

/** Fills `into` from the byte `start` on; rejects where there are not that many. */
export type Read = (start: number, into: Uint8Array) => Promise<void>

/** Reads files that were cut from one as if they were still one; keeps none of them open or in memory. */
export async function openShards(paths: readonly string[]): Promise<Read> {
  const shards: Shard[] = []
  let start = 0
  for (const path of paths) {
    const { size } = await stat(path)
    shards.push({ path, start, end: start + size })
    start += size
  }
  return async (start, into) => {
    let done = 0
    for (const shard of shards) {
      const at = start + done
      if (at >= shard.end) continue
      const part = into.subarray(done, done + shard.end - at)
      await fill(shard.path, at - shard.start, part)
      done += part.length
      if (done === into.length) return
    }
    throw tooShort()
  }
}

interface Shard {
  readonly path: string
  /** Its bytes, counted from the first of the first file on. */
  readonly start: number
  readonly end: number
}

async function fill(path: string, start: number, into: Uint8Array): Promise<void> {
  await using file = await open(path)
  for (let done = 0; done < into.length;) {
    const { bytesRead } = await file.read(into, done, into.length - done, start + done)
    if (bytesRead === 0) throw tooShort()
    done += bytesRead
  }
}

const tooShort = (): Error =>
  new Error('The sentence encoder’s weights end too soon: install its package again')
