import type { JsonObject } from './json.ts'
import type { Happening, Office } from './office.ts'

/** The event as an `event_callback`, if the app may hear of it: it subscribed, has the scope, and is there. */
export function eventFor(office: Office, happening: Happening): JsonObject | undefined {
  const { app, team } = office
  const { event, subscription, channel, scope } = happening
  if (app.subscriptions && !app.subscriptions.includes(subscription)) return undefined
  if (scope && !scopesOfApp(office).has(scope)) return undefined
  if (channel && !office.channels.get(channel)?.members.has(app.userId)) return undefined
  const shared = channel ? (office.channels.get(channel)?.shared ?? false) : false
  return {
    token: 'legacy-verification-token',
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event: structuredClone(event),
    type: 'event_callback',
    event_id: office.id('Ev'),
    event_time: Math.floor(office.clock.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: shared,
    event_context: `4-${office.id('')}`,
  }
}

function scopesOfApp(office: Office): Set<string> {
  const bots = [...office.tokens.values()].filter((one) => one.kind === 'bot')
  return new Set(bots.flatMap((one) => one.scopes))
}
