// Saves without end, and says which messages were acknowledged, until it is killed.
import { writeSync } from 'node:fs'
import { openSqlite } from '../../../src/adapters/sql/index.ts'
import type { Conversation } from '../../../src/conversation/conversation.ts'
import type { MessageId, VisitorId } from '../../../src/conversation/ids.ts'
import { messageIn, opening, post, saying, win } from '../../contracts/changes.ts'

const [file = '', life = ''] = process.argv.slice(2)
const database = await openSqlite({ file, clock: { now: Date.now } })
await Promise.all([1, 2, 3, 4].map((writer) => saveForEver(`${life}-${writer}`)))

async function saveForEver(name: string): Promise<never> {
  const change = opening(name as VisitorId)
  let conversation = await win(database, change)
  for (let count = 1; ; count += 1) conversation = await saveOne(conversation, `${name}-${count}`)
}

async function saveOne(conversation: Conversation, name: string): Promise<Conversation> {
  const message = messageIn(conversation, { id: name as MessageId })
  const effects = [post(message.id)]
  const source = { door: 'widget', id: name, message: message.id }
  const saved = await win(database, saying(conversation, message, { effects, source }))
  writeSync(1, `${name}\n`)
  return saved
}
