import { createHmac } from 'node:crypto'
import type { Identity } from '../../../src/adapters/widget/protocol.ts'

/** By this secret the visitors' site proves who they are, so that their names are kept from the beginning. */
export const SITE = {
  variable: 'REPLAY_IDENTITY_SECRET',
  secret: 'between the site and the server',
}

/** A door through which visitors come, as many and as fast as they like. */
export const SITES_DOOR = {
  channel: 'widget',
  origins: ['*'],
  identity_secret_env: SITE.variable,
  limits: { messages_per_minute: 600, burst: 100, new_conversations_per_hour_per_ip: 10_000 },
}

/** A visitor of this name, as their site proves them. */
export function provedAs(name: string): Identity {
  return { id: name, name, hash: createHmac('sha256', SITE.secret).update(name).digest('hex') }
}
