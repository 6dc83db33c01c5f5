import { z } from 'zod'
import { doubtful, ill, well } from '../chats/doctor.ts'
import type { Findings } from '../chats/doctor.ts'
import { mendAsking } from './doctor-asking.ts'
import type { Ask, Unanswered } from './doctor-asking.ts'
import { openSocket } from './doctor-socket.ts'
import type { DoctorSocket } from './doctor-socket.ts'
import type { Identity } from './identity.ts'

/** How a press comes back: to the doctor itself, or to a Greenroom that runs and says so in the message. */
export type Line =
  { readonly kind: 'ours'; readonly socket: DoctorSocket } | { readonly kind: 'house' }

const opened = z.looseObject({ url: z.string() })
const bot = z.looseObject({ bot: z.looseObject({ app_id: z.string() }) })

const TOKEN =
  'On api.slack.com/apps open your app, Basic Information, App-Level Tokens: make one with the scope connections:write, and copy it into .env as SLACK_APP_TOKEN.'
const KNOWS_TOKEN = /auth|token|scope|permission|account/
const SWITCH = 'On api.slack.com/apps open your app, Socket Mode, and switch it on.'

/** Opens a socket with the app-level token; null when that does not work. Close what comes back. */
export async function* openLine(ask: Ask, askApp: Ask, app: Identity): Findings<Line | null> {
  const answer = await askApp('apps.connections.open')
  if (!answer.ok) {
    yield ill(`The app-level token opens no socket. ${inWords(answer)}`, mendToken(answer))
    return null
  }
  const socket = await openSocket(opened.parse(answer.data).url)
  if ('refused' in socket) {
    yield refusal(socket.refused)
    return null
  }
  if (yield* isAnothers(ask, socket, app)) {
    socket.close()
    return null
  }
  if (socket.connections === 1) {
    yield well('The app-level token opens a socket, and Slack said hello.')
    return { kind: 'ours', socket }
  }
  // Each press would go to one of them, and an agent's to the doctor.
  socket.close()
  yield well(
    'The app-level token opens a socket, and Slack said hello. Another process is connected with the same token: a Greenroom that runs, most likely. Slack gives each press to one of them only, so the doctor leaves the line to it.',
  )
  if (socket.connections > 2)
    yield doubtful(
      `${socket.connections - 1} processes are connected with this token, and each hears a part of what the team writes and presses.`,
      'Stop all but one; a second Greenroom wants an app of its own. One that has just ended is counted for a minute.',
    )
  return { kind: 'house' }
}

async function* isAnothers(ask: Ask, socket: DoctorSocket, app: Identity): Findings<boolean> {
  const answer = await ask('bots.info', { bot: app.botId })
  const own = answer.ok ? bot.safeParse(answer.data).data?.bot.app_id : undefined
  if (own === undefined || socket.app === null || own === socket.app) return false
  yield ill(
    `The two tokens are of two apps: SLACK_BOT_TOKEN of ${own}, SLACK_APP_TOKEN of ${socket.app}.`,
    'Copy both from the same app’s pages on api.slack.com/apps.',
  )
  return true
}

const WAY_OUT =
  'See whether this machine may open connections to wss://*.slack.com: a firewall or a proxy may stand between.'

function refusal(reason: string) {
  if (reason === 'link_disabled')
    return ill('Slack closed the socket: Socket Mode is switched off.', SWITCH)
  if (reason === 'too_many_websockets')
    return doubtful(
      'Slack closed the socket: ten processes are connected with this token already.',
      'Stop those that are not needed.',
    )
  return ill('Slack named a socket, and it did not open within ten seconds.', WAY_OUT)
}

function inWords({ sentence }: Unanswered): string {
  return sentence.replaceAll('SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN').replace('xoxb-', 'xapp-')
}

function mendToken(answer: Unanswered): string {
  if (answer.error === '') return mendAsking(answer)
  return KNOWS_TOKEN.test(answer.error) ? TOKEN : `${SWITCH} If it is on: ${TOKEN}`
}
