import { z } from 'zod'
import { method } from '../method.ts'
import type { Method } from '../method.ts'

const authTest = method({
  name: 'auth.test',
  tier: 'none',
  args: z.object({}),
  run: (_args, { office }) => ({
    url: `https://${office.team.domain}.slack.com/`,
    team: office.team.domain,
    user: office.people.get(office.app.userId)?.handle,
    team_id: office.team.id,
    user_id: office.app.userId,
    bot_id: office.app.botId,
    app_id: office.app.id,
    is_enterprise_install: false,
  }),
})

const openConnection = method({
  name: 'apps.connections.open',
  tier: 'none',
  kind: 'app',
  scopes: ['connections:write'],
  args: z.object({}),
  run: (_args, call) => ({ url: call.socketUrl() }),
})

export const access: readonly Method[] = [authTest, openConnection]
