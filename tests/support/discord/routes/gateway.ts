import { gatewayUrl } from '../handshake.ts'
import { ok, route } from '../route.ts'
import type { Route } from '../route.ts'

export const gatewayRoutes: readonly Route[] = [
  route('gateway.url', 'GET /gateway', ({ office }) => ok({ url: gatewayUrl(office) }), {
    open: true,
  }),
  route('gateway.bot', 'GET /gateway/bot', ({ office, gateway }) =>
    ok({
      url: gatewayUrl(office),
      shards: 1,
      session_start_limit: {
        total: 1000,
        remaining: gateway.startsLeft,
        reset_after: 24 * 60 * 60_000,
        max_concurrency: 1,
      },
    }),
  ),
  ...['/applications/@me', '/oauth2/applications/@me'].map((path) =>
    route('app', `GET ${path}`, ({ office }) =>
      ok({
        id: office.app.id,
        name: office.app.name,
        icon: null,
        description: '',
        bot_public: false,
        bot_require_code_grant: false,
        verify_key: '0'.repeat(64),
        flags: appFlags([...office.app.privileged]),
        approximate_guild_count: 1,
        owner: null,
        team: null,
      }),
    ),
  ),
]

/** What the app is allowed to identify with, as an app that is in few servers has it. */
function appFlags(privileged: readonly string[]): number {
  const places = { GUILD_PRESENCES: 13, GUILD_MEMBERS: 15, MESSAGE_CONTENT: 19 }
  return Object.entries(places).reduce(
    (all, [name, place]) => (privileged.includes(name) ? all | (1 << place) : all),
    0,
  )
}
