// A fake Slack in a process of its own: node tests/support/slack/serve.ts --port 4010
// What it holds outlives the process under test, so that one can be killed and started again.
import { parseArgs } from 'node:util'
import { realClock } from './clock.ts'
import { startFakeSlack } from './fake-slack.ts'
import { NO_LIMITS, SLACK_LIMITS } from './limits.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    /** Slack's minutes are over this many times faster. */
    pace: { type: 'string', default: '1' },
    'no-limits': { type: 'boolean', default: false },
    /** Where events go by HTTP, instead of Socket Mode. */
    'request-url': { type: 'string' },
  },
})

const slack = await startFakeSlack({
  port: Number(values.port),
  seed: Number(values.seed),
  clock: realClock(Number(values.pace)),
  limits: values['no-limits'] ? NO_LIMITS : SLACK_LIMITS,
  ...(values['request-url'] === undefined ? {} : { requestUrl: values['request-url'] }),
})
const { url, apiUrl, botToken, appToken, signingSecret, teamId, botUserId, botId } = slack
console.log(
  JSON.stringify({ url, apiUrl, botToken, appToken, signingSecret, teamId, botUserId, botId }),
)

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void slack.stop().then(() => process.exit(0)))
}
