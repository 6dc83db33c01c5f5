import { createHmac } from 'node:crypto'
import type { Identity } from '../../../src/adapters/widget/protocol.ts'
import { slackIdOf } from './protocol.ts'

/** By this secret the visitors' site proves who they are, so that their names are kept from the beginning. */
export const SITE = {
  variable: 'REPLAY_IDENTITY_SECRET',
  secret: 'between the site and the server',
}

/** A visitor of this name, as their site proves them. */
export function provedAs(name: string): Identity {
  return { id: name, name, hash: createHmac('sha256', SITE.secret).update(name).digest('hex') }
}

interface Given {
  readonly mode: 'socket' | 'http'
  readonly inboxes: readonly string[]
  readonly people: readonly string[]
}

/** Settings for a server whose team sits in Slack: each inbox has a channel there of its own name. */
export function slackSettings({ mode, inboxes, people }: Given): string {
  const limits = {
    messages_per_minute: 600,
    burst: 100,
    new_conversations_per_hour_per_ip: 10_000,
  }
  // JSON is YAML too.
  return JSON.stringify({
    name: 'Replay',
    slack: { mode },
    channels: [{ id: 'replay', name: 'replay' }],
    // Every second one is known by the e-mail address alone.
    agents: people.map((name, index) => ({
      id: name.toLowerCase(),
      name,
      ...(index % 2 === 0
        ? { slack: slackIdOf(name) }
        : { email: `${name.toLowerCase()}@example.com` }),
    })),
    inboxes: inboxes.map((id) => ({
      id,
      name: id,
      doors: [{ channel: 'widget', origins: ['*'], identity_secret_env: SITE.variable, limits }],
      places: [{ chat: 'slack', channel: id }],
      undo: { reply: '0s', first: '0s' },
    })),
  })
}
