// A Slack with a team in it, in a process of its own, so that what is written there outlives Greenroom.
// `scripts/replay.ts` starts it and hears from it.
import { realClock } from '../../../tests/support/slack/clock.ts'
import { startFakeSlack } from '../../../tests/support/slack/fake-slack.ts'
import type { FakeSlack } from '../../../tests/support/slack/fake-slack.ts'
import { limitsAt } from '../../../tests/support/slack/limits.ts'
import { RETRIES } from '../../../tests/support/slack/deliveries.ts'
import type { Tell, Weathered } from '../chat/protocol.ts'
import { serveWorkspace } from '../chat/serving.ts'
import type { Served } from '../chat/serving.ts'
import { agentsIn } from './agents.ts'
import { slackIdOf, slackPlan } from './protocol.ts'
import type { SlackPlan } from './protocol.ts'
import { readThreads } from './reading.ts'
import { startStorms } from './storms.ts'

const handle = (name: string) => name.toLowerCase()

async function furnish(plan: SlackPlan, tell: Tell): Promise<Served> {
  const { seed, pace, people, channels, requestUrl } = plan
  const slack = await startFakeSlack({
    seed,
    clock: realClock(),
    limits: limitsAt(pace),
    retries: RETRIES.map((ms) => ms / pace),
    ...(requestUrl === null ? {} : { requestUrl }),
  })
  for (const name of people) {
    slack.addUser({ id: slackIdOf(name), handle: handle(name), realName: name })
  }
  for (const name of channels) slack.addChannel(name, { members: people.map(handle) })
  agentsIn(slack, plan, tell)
  if (plan.weather) startStorms(slack, seed)
  const { apiUrl, botToken, appToken, signingSecret } = slack
  return {
    keys: { apiUrl, botToken, appToken, signingSecret },
    threads: () => readThreads(slack, channels),
    weathered: () => weathered(slack),
  }
}

function weathered(slack: FakeSlack): Weathered {
  const calls = slack.calls()
  const troubles = slack.weather.counts()
  const refused = calls.filter(({ error }) => error === 'http 429').length
  return {
    calls: calls.length,
    tooFast: refused - (troubles['ratelimit'] ?? 0),
    troubles,
    more: { 'events that Slack gave up on': slack.lost().length },
    complaints: slack.complaints(),
  }
}

serveWorkspace(slackPlan, furnish)
