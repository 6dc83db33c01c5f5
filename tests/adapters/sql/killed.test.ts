import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { ConversationId, MessageId } from '../../../src/conversation/ids.ts'
import type { Database } from '../../../src/ports.ts'
import { freshFile, openFile } from './folder.ts'

const SAVER = fileURLToPath(new URL('./saver.ts', import.meta.url))
const LIVES = 5

describe('a Greenroom that is killed', () => {
  it('has kept all that it acknowledged, and the next one starts at once', async () => {
    const file = freshFile()
    const acknowledged: string[] = []
    for (let life = 1; life <= LIVES; life += 1) {
      acknowledged.push(...(await liveAndDie(file, life)))
      const database = await openFile(file)
      await everythingIsThere(database, acknowledged)
      await database.close()
    }
    expect(acknowledged.length).toBeGreaterThan(LIVES * 4)
  }, 30_000)
})

/** What a life acknowledged before it was killed, at a moment that nobody chose. */
async function liveAndDie(file: string, life: number): Promise<string[]> {
  const child = spawn(process.execPath, [SAVER, file, String(life)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const heard: string[] = []
  let refusal = ''
  const enough = 4 + Math.floor(Math.random() * 200)
  for await (const line of createInterface(child.stdout)) {
    heard.push(line)
    if (heard.length === 1) refusal = await openFile(file).then(String, String)
    if (heard.length === enough) child.kill('SIGKILL')
  }
  expect(refusal).toContain(`in use by another Greenroom (process ${child.pid} on`)
  expect(await ended).toEqual([null, 'SIGKILL'])
  return heard
}

async function everythingIsThere({ store, outbox }: Database, acknowledged: readonly string[]) {
  const conversations = new Set<ConversationId>()
  for (const id of acknowledged) {
    const message = await store.message(id as MessageId)
    if (!message) throw new Error(`${id} was acknowledged, and is lost`)
    expect(await store.taken('widget', id)).toMatchObject({ message: id })
    conversations.add(message.conversation)
  }
  for (const id of conversations) {
    const conversation = await store.load(id)
    const events = await store.events(id)
    const rows = await outbox.next(`${id}|desk`, 10_000)
    expect(events.map((it) => it.seq)).toEqual(events.map((_, index) => index + 1))
    expect(conversation?.events).toBe(events.length)
    expect(rows).toHaveLength(conversation?.messages ?? 0)
  }
}
