import { type Kysely, sql } from 'kysely'
import type { Actor } from '../../conversation/actor.ts'
import type { Event } from '../../conversation/events.ts'
import { fromJson } from './json.ts'
import { readingOnly } from './read-only.ts'
import type { Tables } from './tables.ts'

/** What a label is of: of the taxonomy’s kinds an issue is what conversations are tagged with. */
export type UsedKind = 'intent' | 'department' | 'issue' | 'sentiment' | 'outcome' | 'source'

/** In how many conversations machines and people used a label; a source is the visitors’ own choice. */
export interface Use {
  readonly kind: UsedKind
  readonly id: string
  readonly machines: number
  readonly people: number
}

export interface PastUse {
  readonly uses: readonly Use[]
  /** What each conversation that was opened since then is tagged with and about now: `kind:id`. */
  readonly together: readonly (readonly string[])[]
}

interface Said {
  readonly kind: UsedKind
  readonly id: string
}

const TYPES = ['opened', 'classified', 'labelled', 'tagged', 'rerouted', 'closed'] as const

/** How labels were used since then (epoch ms). Rejects with a sentence when the database cannot be read. */
export async function pastUse(file: string, since: number): Promise<PastUse> {
  return readingOnly(file, async (db) => ({
    uses: await usesSince(db, since),
    together: await togetherSince(db, since),
  }))
}

async function usesSince(db: Kysely<Tables>, since: number): Promise<Use[]> {
  // Each conversation counts once for a label and a side, however often it was said of it.
  const seen = new Map<string, { said: Said; machines: Set<string>; people: Set<string> }>()
  const rows = db
    .selectFrom('conversations')
    .innerJoin('events', 'events.conversation', 'conversations.id')
    .select(['events.conversation', 'events.actor_kind as by', 'events.body'])
    .where('conversations.updated_at', '>=', since)
    .where('events.at', '>=', since)
    .where('events.type', 'in', [...TYPES])
    .stream()
  for await (const { conversation, by, body } of rows)
    for (const said of saidIn(fromJson(body))) {
      const key = `${said.kind}:${said.id}`
      const use = seen.get(key) ?? { said, machines: new Set(), people: new Set() }
      seen.set(key, use)
      use[sideOf(by, said)].add(conversation)
    }
  return [...seen.values()].map(({ said, machines, people }) => ({
    ...said,
    machines: machines.size,
    people: people.size,
  }))
}

function sideOf(by: Actor['kind'], { kind }: Said): 'machines' | 'people' {
  // A rule’s tags stand in the event that the visitor’s first words caused.
  return by === 'human' || (by === 'visitor' && kind === 'source') ? 'people' : 'machines'
}

function saidIn(event: Event): readonly Said[] {
  switch (event.type) {
    case 'opened':
      return [{ kind: 'source', id: event.door.channel }, ...tags(event.tags)]
    case 'rerouted':
      return tags(event.tags)
    case 'classified':
      return (['intent', 'department', 'sentiment'] as const).flatMap((kind) => {
        const its = event.labels[kind]
        return its ? [{ kind, id: its.id }] : []
      })
    case 'labelled':
      return [{ kind: event.kind, id: event.label.id }]
    case 'tagged':
      return tags([event.tag])
    case 'closed':
      return [{ kind: 'outcome', id: event.outcome }]
    default:
      return []
  }
}

function tags(all: readonly string[]): Said[] {
  return all.map((id) => ({ kind: 'issue', id }))
}

async function togetherSince(db: Kysely<Tables>, since: number): Promise<string[][]> {
  const rows = db
    .selectFrom('conversations')
    .select([
      sql<string>`snapshot ->> '$.tags'`.as('tags'),
      sql<string | null>`snapshot ->> '$.labels.intent.id'`.as('intent'),
    ])
    .where('opened_at', '>=', since)
    .stream()
  const together: string[][] = []
  for await (const { tags: list, intent } of rows) {
    const its: unknown = JSON.parse(list)
    const named = Array.isArray(its) ? its.map((tag) => `issue:${String(tag)}`) : []
    together.push(intent === null ? named : [...named, `intent:${intent}`])
  }
  return together
}
