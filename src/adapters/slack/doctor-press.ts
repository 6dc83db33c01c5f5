import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { doubtful, ill, now, well } from '../chats/doctor.ts'
import type { Findings } from '../chats/doctor.ts'
import type { Ask } from './doctor-asking.ts'
import { doctorsPost } from './doctor-button.ts'
import type { OpenChannel } from './doctor-channels.ts'
import type { Line } from './doctor-line.ts'
import type { Known } from './doctor-people.ts'
import { unescapeSlack } from './escape.ts'
import { pause } from '../chats/pause.ts'

interface Deps {
  readonly ask: Ask
  readonly channel: OpenChannel
  /** Null where there is none: then it is only posted. */
  readonly line: Line | null
  readonly known: Known
  /** Ms that a person has to press. */
  readonly wait: number
  /** Ms between two looks at what a running house wrote into the message. */
  readonly lookEvery?: number
}

interface Posted {
  readonly channel: string
  readonly ts: string
}

/** Who pressed, by their id in Slack; or what the running house wrote into the message instead. */
type Heard = { readonly user: string } | { readonly said: string }

const LOOK_EVERY = 2_000
const posted = z.looseObject({ ts: z.string() })
const history = z.looseObject({
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      text: z.string().catch(''),
      blocks: z.array(z.looseObject({ type: z.string() })).catch([]),
    }),
  ),
})

/** Posts a button and waits until somebody's press of it comes back. */
export async function* checkPress(deps: Deps): Findings {
  const { ask, channel, line, wait, known } = deps
  const mark = randomUUID()
  const byUs = line?.kind === 'ours' ? line.socket.pressOf(mark) : null
  const seconds = Math.ceil(wait / 1_000)
  const text = line
    ? `Greenroom’s doctor asks: does a press reach Greenroom? Please press within ${seconds} seconds.`
    : 'Greenroom’s doctor was here: posting works.'
  const post = doctorsPost(text, line ? mark : undefined)
  const answer = await ask('chat.postMessage', { channel: channel.id, ...post })
  if (!answer.ok) {
    yield ill(
      `The app cannot post in #${channel.name}. ${answer.sentence}`,
      'Mend that, and look again.',
    )
    return
  }
  yield well(`The app posted in #${channel.name}.`)
  if (!line) return
  yield now(`Press the button in #${channel.name} now: there are ${seconds} seconds.`)

  const place: Posted = { channel: channel.id, ts: posted.parse(answer.data).ts }
  const began = performance.now()
  const heard = await firstOf(byUs, (over) => byHouse(deps, place, over), wait)
  const took = ((performance.now() - began) / 1_000).toFixed(1)
  if (heard && 'said' in heard) {
    yield well(`The press came back after ${took} s. In Slack it says: “${heard.said}”`)
    return
  }
  const words = heard
    ? `The press came back after ${took} s. All is well.`
    : 'Nobody pressed in time.'
  await ask('chat.update', { ...place, ...doctorsPost(`Greenroom’s doctor was here. ${words}`) })
  if (!heard) return yield ill('No press came back.', mendPress(line))
  yield* presser(heard.user, took, known)
}

async function* presser(user: string, took: string, known: Known): Findings {
  const name = known.get(user)
  if (name !== undefined) return yield well(`The press of ${name} came back after ${took} s.`)
  yield well(`The press came back after ${took} s.`)
  yield doubtful(
    `Who pressed, ${user}, is no member by the settings, and could not answer visitors.`,
    `If that is you: name yourself under agents, with slack: ${user}.`,
  )
}

/** The first that is heard, or null when the time is over. */
async function firstOf(
  byUs: Promise<Heard> | null,
  byHouse: (over: AbortSignal) => Promise<Heard | null>,
  wait: number,
): Promise<Heard | null> {
  const over = new AbortController()
  try {
    const inVain = pause(wait, over.signal).then(() => null)
    return await Promise.race([...(byUs ? [byUs] : []), byHouse(over.signal), inVain])
  } finally {
    over.abort()
  }
}

/** What a running house wrote into the message when it heard the press: its button is gone then. */
async function byHouse(
  { ask, lookEvery = LOOK_EVERY }: Deps,
  { channel, ts }: Posted,
  over: AbortSignal,
): Promise<Heard | null> {
  while (!over.aborted) {
    await pause(lookEvery, over)
    const args = { channel, oldest: ts, latest: ts, inclusive: true, limit: 1 }
    const answer = over.aborted ? null : await ask('conversations.history', args)
    const [message] = answer?.ok ? history.parse(answer.data).messages : []
    const isOurs = message?.ts === ts && message.blocks.length > 0
    if (isOurs && message.blocks.every(({ type }) => type !== 'actions'))
      return { said: unescapeSlack(message.text) }
  }
  return null
}

function mendPress(line: Line): string {
  const pressed =
    'If somebody did press, and Slack showed a warning: on api.slack.com/apps open your app, Interactivity & Shortcuts, and switch it on.'
  if (line.kind === 'ours') return `Look again and press the button within the time. ${pressed}`
  return `${pressed} Over HTTP its request URL must be that of /slack/events, and Socket Mode off. If another process is connected and is not this Greenroom, or an older one: stop it, and look again.`
}
