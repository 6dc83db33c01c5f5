import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { networkOf } from '../../scripts/replay/networks.ts'
import { newSession, openWidget } from '../../scripts/replay/visitor.ts'
import type { Conversation } from '../../src/conversation/conversation.ts'
import type { House } from './house.ts'
import { INBOX } from './house.ts'

/** Where a conversation is, as a team sees it; null where it went as its inbox says. */
export type Team = string | null

/** A visitor’s chat: where it was after each message, and how long the visitor waited for “received” (ms). */
export interface Written {
  readonly teams: readonly Team[]
  readonly waits: readonly number[]
}

const BETWEEN_LOOKS = 40
/** Ms after which a message is taken for looked at, whatever is known: a machine may have had nothing to say. */
const LONGEST = 4_000
/** From here on nothing more is asked. */
const SURE = 0.6

/** Writes texts one after another as a new visitor over the widget’s API, and looks after each where it is. */
export async function writeChat(
  house: House,
  look: (visitor: string) => Look,
  texts: readonly string[],
  visitor: number,
): Promise<Written> {
  const door = { url: house.url, inbox: INBOX, from: networkOf(visitor) }
  const session = await newSession(door)
  const waiting = new Map<string, () => void>()
  const broken = Promise.withResolvers<never>()
  const page = openWidget(door, session, {
    message: () => undefined,
    received: (id) => waiting.get(id)?.(),
    refused: (_, error) => broken.reject(new Error(error)),
    turnedAway: (error) => broken.reject(new Error(error)),
  })
  const teams: Team[] = []
  const waits: number[] = []
  try {
    for (const text of texts) {
      const began = performance.now()
      const received = Promise.withResolvers<void>()
      waiting.set(page.send(text), received.resolve)
      await Promise.race([received.promise, broken.promise])
      waits.push(performance.now() - began)
      teams.push(await sorted(() => look(session.visitor.id), teams.length + 1))
    }
  } finally {
    page.close()
  }
  return { teams, waits }
}

interface Look {
  readonly conversation: Pick<Conversation, 'team' | 'labels'>
  /** How often a machine has said what it is about. */
  readonly answers: number
}

async function sorted(look: () => Look, messages: number): Promise<Team> {
  const until = performance.now() + LONGEST
  for (;;) {
    const { conversation, answers } = look()
    const isSure = (conversation.labels?.department?.confidence ?? 0) >= SURE
    if (isSure || answers >= messages || performance.now() > until) return conversation.team
    await pause(BETWEEN_LOOKS)
  }
}

/** Looks into the database of a house that runs. */
export function looking(house: House) {
  const db = new DatabaseSync(house.file, { readOnly: true })
  const current = db.prepare(
    'SELECT id, snapshot FROM conversations WHERE visitor = ? ORDER BY number DESC LIMIT 1',
  )
  const count = db.prepare(
    "SELECT count(*) AS n FROM events WHERE conversation = ? AND type = 'classified'",
  )
  return {
    look(visitor: string): Look {
      const row = current.get(visitor)
      const answers = row && count.get(row['id'] ?? '')
      // Written by the house itself.
      const conversation = JSON.parse(String(row?.['snapshot'])) as Conversation
      return { conversation, answers: Number(answers?.['n']) }
    },
    close: () => db.close(),
  }
}
