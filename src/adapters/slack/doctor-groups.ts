import { z } from 'zod'
import type { Settings } from '../../config.ts'
import { doubtful, ill, well } from '../chats/doctor.ts'
import type { Findings } from '../chats/doctor.ts'
import { mendAsking } from './doctor-asking.ts'
import type { Ask } from './doctor-asking.ts'

const answered = z.looseObject({
  usergroups: z.array(
    z.looseObject({
      id: z.string(),
      handle: z.string().catch(''),
      users: z.array(z.string()).catch([]),
    }),
  ),
})

/** Whether Slack tells who is in the user groups that the settings name. */
export async function* checkGroups(ask: Ask, { slack }: Settings): Findings {
  const named = slack?.groups ?? []
  if (named.length === 0) return
  const answer = await ask('usergroups.list', { include_users: true })
  if (!answer.ok) {
    const isUnpaid = answer.error === 'paid_teams_only'
    const why = isUnpaid ? 'The workspace has no paid plan.' : answer.sentence
    yield ill(
      `Slack does not tell who is in its user groups. ${why}`,
      isUnpaid
        ? 'Name the members under agents instead, and take slack.groups out of the settings.'
        : mendAsking(answer),
    )
    return
  }
  const { usergroups } = answered.parse(answer.data)
  for (const { group, role } of named) {
    const found = usergroups.find(({ id, handle }) => id === group || handle === group)
    const people = found?.users.length ?? 0
    if (!found)
      yield ill(
        `Slack has no user group “${group}”, or it is disabled.`,
        'Write its handle without the @, or its id, under slack.groups.',
      )
    else if (people === 0)
      yield doubtful(
        `Nobody is in the user group @${found.handle}.`,
        'Put people into it in Slack.',
      )
    else
      yield well(`@${found.handle} makes ${people} ${people === 1 ? 'person' : 'people'} ${role}.`)
  }
}
