import { randomUUID } from 'node:crypto'
import { InteractionResponseType, Routes } from 'discord.js'
import { z } from 'zod'
import { doubtful, ill, now, well } from '../chats/doctor.ts'
import type { Findings } from '../chats/doctor.ts'
import { pause } from '../chats/pause.ts'
import type { Ask } from './doctor-asking.ts'
import { doctorsId, doctorsPost } from './doctor-button.ts'
import type { Known } from './doctor-people.ts'
import { nameOf } from './doctor-places.ts'
import type { OpenPlace } from './doctor-places.ts'
import type { Server } from './doctor-server.ts'
import type { DoctorSession, Press } from './doctor-socket.ts'
import { postIn } from './doctor-spot.ts'
import type { Spot } from './doctor-spot.ts'

interface Deps {
  readonly ask: Ask
  readonly server: Server
  readonly place: OpenPlace
  /** Null where there is none: then it is only posted. */
  readonly session: DoctorSession | null
  readonly known: Known
  /** Ms that a person has to press. */
  readonly wait: number
  /** Ms that a running house has to answer the press first. */
  readonly courtesy?: number
}

/** A house answers at once; Discord waits three seconds. */
const COURTESY = 1_200

const message = z.looseObject({
  content: z.string(),
  components: z.array(z.unknown()).catch([]),
})

/** Posts a button and waits until somebody's press of it comes back. */
export async function* checkPress(deps: Deps): Findings {
  const { ask, session, wait } = deps
  const mark = randomUUID()
  const press = session?.pressOf(doctorsId(mark)) ?? null
  const seconds = Math.ceil(wait / 1_000)
  const text = press
    ? `Greenroom’s doctor asks: does a press reach Greenroom? Please press within ${seconds} seconds.`
    : 'Greenroom’s doctor was here: posting works.'
  const posted = await postIn(
    ask,
    deps.server,
    deps.place,
    doctorsPost(text, press ? mark : undefined),
  )
  if (!posted.ok) {
    const where = nameOf(deps.place.channel)
    yield ill(
      `The bot cannot post in ${where}. ${posted.answer.sentence}`,
      'Mend that, and look again.',
    )
    return
  }
  const { spot } = posted
  try {
    yield well(`The bot posted in ${spot.name}.`)
    if (!press) return
    yield now(`Press the button in ${spot.name} now: there are ${seconds} seconds.`)
    yield* await waitFor(deps, spot, press)
  } finally {
    await spot.tidy()
  }
}

async function* pressBy(
  { ask, courtesy = COURTESY, known }: Deps,
  spot: Spot,
  press: Press,
  took: string,
): Findings {
  await pause(courtesy, new AbortController().signal)
  const data = doctorsPost(
    `Greenroom’s doctor was here. The press came back after ${took} s. All is well.`,
  )
  const body = { type: InteractionResponseType.UpdateMessage, data }
  const answered = await ask('POST', Routes.interactionCallback(press.id, press.token), body)
  const said = answered.ok ? null : await byHouse(ask, spot)
  if (said !== null) {
    yield well(`The press came back after ${took} s. In Discord it says: “${said}”`)
    return
  }
  const name = known.people.get(press.user)
  if (name !== undefined) return yield well(`The press of ${name} came back after ${took} s.`)
  yield well(`The press came back after ${took} s.`)
  if (press.roles.some((role) => known.roles.has(role))) return
  yield doubtful(
    `Who pressed, ${press.user}, is no member by the settings, and could not answer visitors.`,
    `If that is you: name yourself under agents, with discord: '${press.user}'.`,
  )
}

async function waitFor(deps: Deps, spot: Spot, press: Promise<Press>): Promise<Findings> {
  const { ask, wait } = deps
  const began = performance.now()
  const over = new AbortController()
  const heard = await Promise.race([press, pause(wait, over.signal).then(() => null)])
  over.abort()
  const took = ((performance.now() - began) / 1_000).toFixed(1)
  return heard ? pressBy(deps, spot, heard, took) : inVain(ask, spot)
}

async function* inVain(ask: Ask, spot: Spot): Findings {
  const said = await byHouse(ask, spot)
  if (said !== null)
    return yield well(`A press came back, to the running Greenroom. In Discord it says: “${said}”`)
  const text = 'Greenroom’s doctor was here. Nobody pressed in time.'
  await ask('PATCH', Routes.channelMessage(spot.channel, spot.message), doctorsPost(text))
  yield ill(
    'No press came back.',
    'Look again and press the button within the time. If somebody did press, and Discord said that the interaction failed: on discord.com/developers/applications open your app, General Information, and see that Interactions Endpoint URL is empty.',
  )
}

/** What a running house wrote into the message when it heard the press: its button is gone then. */
async function byHouse(ask: Ask, { channel, message: id }: Spot): Promise<string | null> {
  const answer = await ask('GET', Routes.channelMessage(channel, id))
  const found = answer.ok ? message.safeParse(answer.data).data : undefined
  return found && found.components.length === 0
    ? found.content.replaceAll(/\\(?=[^\w\s])/g, '')
    : null
}
