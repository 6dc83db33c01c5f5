import { z } from 'zod'
import { SCOPES } from './manifest.ts'

/** What `auth.test` says of the app. */
export const identity = z
  .looseObject({
    user_id: z.string(),
    bot_id: z.string(),
    team_id: z.string(),
    url: z.url().nullable().default(null).catch(null),
  })
  .transform(({ user_id: userId, bot_id: botId, team_id: team, url: workspace }) => ({
    userId,
    botId,
    appId: null,
    team,
    /** The workspace’s own address. */
    workspace,
  }))

const granted = z.looseObject({
  response_metadata: z.looseObject({ scopes: z.array(z.string()) }),
})

/** The scopes of the manifest that the app's token was not given, where Slack says which it has. */
export function missingScopes(answer: unknown): (typeof SCOPES)[number][] {
  const scopes = granted.safeParse(answer).data?.response_metadata.scopes
  return scopes ? SCOPES.filter((scope) => !scopes.includes(scope)) : []
}

export type Identity = z.output<typeof identity>
