import { z } from 'zod'
import type { Settings } from '../../config.ts'
import { doubtful, ill, well } from '../chats/doctor.ts'
import type { Finding, Findings } from '../chats/doctor.ts'
import { mendAsking } from './doctor-asking.ts'
import type { Answer, Ask, Unanswered } from './doctor-asking.ts'
import type { Identity } from './identity.ts'

/** Names of members by their ids in Slack. */
export type Known = ReadonlyMap<string, string>

type Agent = Settings['agents'][number]

const MOST = 200

const found = z.looseObject({
  user: z.looseObject({
    id: z.string(),
    team_id: z.string().optional(),
    name: z.string().catch('?'),
    deleted: z.boolean().catch(false),
    is_bot: z.boolean().catch(false),
    is_stranger: z.boolean().catch(false),
  }),
})

/** Whether Slack knows each member of the settings; gives back whom it knows. */
export async function* checkPeople(ask: Ask, settings: Settings, app: Identity): Findings<Known> {
  const known = new Map<string, string>()
  const { agents } = settings
  if (agents.length === 0) yield nobody(settings)
  for (const agent of agents.slice(0, MOST)) {
    const answer = await lookUp(ask, agent)
    const finding = answer ? verdict(agent, answer, app) : nothingToGoBy(agent)
    yield finding
    if (answer?.ok && finding.mark === 'well')
      known.set(found.parse(answer.data).user.id, agent.name)
  }
  if (agents.length > MOST)
    yield doubtful(
      `The other ${agents.length - MOST} members were not looked at.`,
      'They may be well.',
    )
  return known
}

function lookUp(ask: Ask, { slack, email }: Agent): Promise<Answer> | null {
  if (slack !== null) return ask('users.info', { user: slack })
  return email === null ? null : ask('users.lookupByEmail', { email })
}

function nobody({ slack }: Settings): Finding {
  const mend =
    'Name yourself under agents, with your Slack member ID: it is on your profile in Slack, under ⋮.'
  return (slack?.groups.length ?? 0) > 0
    ? well('The settings name no members; user groups do.')
    : doubtful('The settings name no members, so nobody can answer from Slack.', mend)
}

function nothingToGoBy({ name, id }: Agent): Finding {
  return doubtful(
    `${name} has neither slack nor email in the settings, and cannot answer from Slack.`,
    `Give the agent ${id} one of them: the Slack member ID is on their profile in Slack, under ⋮.`,
  )
}

function verdict(agent: Agent, answer: Answer, app: Identity): Finding {
  const { name, slack } = agent
  if (!answer.ok) return slack === null ? noAddress(agent, answer) : noMember(agent, answer)
  const { user } = found.parse(answer.data)
  const mend = `Mend the agent ${agent.id} in the settings, or take ${name} out.`
  if (user.deleted) return ill(`${name} has been deactivated in Slack.`, mend)
  if (user.is_bot) return ill(`${name} would be an app: ${user.id} is not a person.`, mend)
  if (user.is_stranger || (user.team_id ?? app.team) !== app.team)
    return ill(`${name} is of another workspace.`, mend)
  return well(`${name} is @${user.name} in Slack.`)
}

function noMember({ id, name, slack }: Agent, answer: Unanswered): Finding {
  if (answer.error !== 'user_not_found') return notLookedUp(name, answer)
  return ill(
    `Slack knows no ${slack}, by which the settings name ${name}.`,
    `Write the Slack member ID of ${name} at the agent ${id}: it is on their profile in Slack, under ⋮.`,
  )
}

function noAddress({ id, name }: Agent, answer: Unanswered): Finding {
  if (answer.error !== 'users_not_found') return notLookedUp(name, answer)
  return doubtful(
    `Nobody in Slack has the e-mail address of ${name}, who cannot answer from Slack.`,
    `If ${name} is in Slack: write their Slack member ID at the agent ${id}, as slack: U…`,
  )
}

function notLookedUp(name: string, answer: Unanswered): Finding {
  return ill(`${name} could not be looked up. ${answer.sentence}`, mendAsking(answer))
}
