import { seededChance } from './chance.ts'
import { realClock } from './clock.ts'
import { addPerson, furnish } from './example-world.ts'
import type { Token } from './model.ts'
import type { Office } from './office.ts'
import { ALL_SCOPES, APP_TOKEN, BOT_TOKEN, SIGNING_SECRET } from './options.ts'
import type { FakeSlackOptions } from './options.ts'
import { timestamps } from './timestamps.ts'

/** A furnished workspace with the app installed. Its `tell` and `changed` reach nobody yet. */
export function openOffice(options: FakeSlackOptions): Office {
  const clock = options.clock ?? realClock()
  let ids = 0
  const office: Office = {
    team: { id: 'T00000001', domain: 'example', paid: options.paid ?? true },
    app: {
      id: 'A00000001',
      name: 'Greenroom',
      botId: 'B00000001',
      userId: 'U00000APP',
      signingSecret: SIGNING_SECRET,
      subscriptions: options.subscriptions ?? null,
      commands: options.commands ?? null,
      homeTab: options.homeTab ?? true,
    },
    clock,
    chance: seededChance(options.seed ?? 1),
    people: new Map(),
    groups: new Map(),
    channels: new Map(),
    files: new Map(),
    views: new Map(),
    homes: new Map(),
    tokens: new Map(),
    quirks: { messageReplied: true, parentDeletionReplays: true },
    complaints: [],
    largestPage: 999,
    fileDelay: options.fileDelay ?? 5,
    url: '',
    ts: timestamps(clock),
    id: (prefix) => `${prefix}${(ids += 1).toString(36).toUpperCase().padStart(8, '0')}`,
    tell: () => undefined,
    changed: () => undefined,
  }
  const app = addPerson(office, { handle: 'greenroom', id: office.app.userId })
  office.people.set(app.id, { ...app, botId: office.app.botId })
  addToken(office, { value: BOT_TOKEN, kind: 'bot', scopes: options.scopes ?? ALL_SCOPES })
  addToken(office, { value: APP_TOKEN, kind: 'app', scopes: ['connections:write'] })
  furnish(office)
  return office
}

export function addToken(office: Office, token: Omit<Token, 'state'>): void {
  office.tokens.set(token.value, { ...token, state: 'good' })
}
