import { createHmac, randomUUID } from 'node:crypto'
import { ill, unseen, well } from '../chats/doctor.ts'
import type { Finding, Findings } from '../chats/doctor.ts'

interface Deps {
  /** Where people, and Slack, reach Greenroom. */
  readonly url: string
  readonly signingSecret: string
}

const TIMEOUT = 10_000

/** Whether Greenroom answers as Slack would ask it, over HTTP, with the same signing secret. */
export async function* checkAddress({ url, signingSecret }: Deps): Findings {
  const address = `${url}/slack/events`
  if (!url.startsWith('https://')) {
    yield ill(
      `Slack calls https addresses alone, and GREENROOM_URL is ${url}.`,
      'Set GREENROOM_URL in .env to the https address that the world reaches Greenroom by; or take slack.mode: socket, which needs none.',
    )
  }
  yield await asSlackWould(address, signingSecret)
  yield unseen(
    `Not looked at, since Slack tells it to nobody: whether its pages name ${address} for events, for interactivity and for each slash command. The press below shows it for interactivity.`,
  )
}

async function asSlackWould(address: string, signingSecret: string): Promise<Finding> {
  const challenge = randomUUID()
  const body = JSON.stringify({ type: 'url_verification', challenge })
  const at = String(Math.floor(Date.now() / 1_000))
  const signature = createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex')
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': at,
        'x-slack-signature': `v0=${signature}`,
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
    })
    return verdict(address, response.status, (await response.text()).includes(challenge))
  } catch {
    return ill(`${address} does not answer.`, START)
  }
}

const START =
  'Start Greenroom (npm start), and see that its https address leads to it; then look again.'

function verdict(address: string, status: number, isRight: boolean): Finding {
  if (isRight) return well(`${address} answers, and knows the signing secret.`)
  if (status === 401)
    return ill(
      `${address} answers, and does not take the signing secret.`,
      'Copy the Signing Secret from Basic Information into .env as SLACK_SIGNING_SECRET, and start Greenroom again. If it is the same: is this machine’s clock right?',
    )
  return ill(
    `${address} answers with status ${status}: that is not a Greenroom with slack.mode: http.`,
    START,
  )
}
