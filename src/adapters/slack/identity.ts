import { z } from 'zod'
import { SCOPES } from './manifest.ts'

/** What `auth.test` says of the app. */
export const identity = z
  .looseObject({ user_id: z.string(), bot_id: z.string(), team_id: z.string() })
  .transform(({ user_id: userId, bot_id: botId, team_id: team }) => ({
    userId,
    botId,
    appId: null,
    team,
  }))

const granted = z.looseObject({
  response_metadata: z.looseObject({ scopes: z.array(z.string()) }),
})

/** The scopes of the manifest that the app's token was not given, where Slack says which it has. */
export function missingScopes(answer: unknown): string[] {
  const scopes = granted.safeParse(answer).data?.response_metadata.scopes
  return scopes ? SCOPES.filter((scope) => !scopes.includes(scope)) : []
}

export type Identity = z.output<typeof identity>
