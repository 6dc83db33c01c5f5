import { Routes } from 'discord.js'
import { z } from 'zod'
import { doubtful, ill, unseen, well } from '../chats/doctor.ts'
import type { Finding, Findings } from '../chats/doctor.ts'
import { pause } from '../chats/pause.ts'
import { mendAsking } from './doctor-asking.ts'
import type { Ask } from './doctor-asking.ts'
import { begin } from './doctor-socket.ts'
import type { DoctorSession, Refused } from './doctor-socket.ts'

/** Discord takes one new session in five seconds. */
const AGAIN = 5_500
/** So many a day are left to Greenroom itself. */
const SPARED = 20

const bot = z.looseObject({
  url: z.url(),
  session_start_limit: z.looseObject({
    total: z.number(),
    remaining: z.number(),
    reset_after: z.number(),
  }),
})

/** Begins a session; null when there is none to be had. Close what comes back. */
export async function* openSession(
  ask: Ask,
  token: string,
  again = AGAIN,
): Findings<DoctorSession | null> {
  const answer = await ask('GET', Routes.gatewayBot())
  if (!answer.ok) {
    yield ill(`Discord names no gateway. ${answer.sentence}`, mendAsking(answer))
    return null
  }
  const { url, session_start_limit: limit } = bot.parse(answer.data)
  if (limit.remaining < SPARED) {
    yield spent(limit)
    return null
  }
  const address = `${url}/?v=10&encoding=json`
  let session = await begin(address, token)
  if (session === 'too soon') {
    await pause(again, new AbortController().signal)
    session = await begin(address, token)
  }
  if (typeof session !== 'object') {
    yield refusal(session)
    return null
  }
  const { remaining, total } = limit
  yield well(`The gateway connects; ${remaining} of ${total} new sessions are left for today.`)
  return session
}

function spent(limit: { readonly remaining: number; readonly reset_after: number }): Finding {
  const hours = Math.ceil(limit.reset_after / 3_600_000)
  return doubtful(
    `Only ${limit.remaining} new sessions with the gateway are left: the doctor begins none.`,
    `Something connects again and again: see that only one Greenroom runs with this token, and look into its log. Discord counts anew in ${hours} h.`,
  )
}

function refusal(why: Refused): Finding {
  switch (why) {
    case 'too soon':
      return unseen('Discord put a new session off twice: look again in a minute.')
    case 'token':
      return ill(
        'The gateway does not take the token.',
        'It was reset just now, most likely: copy the new one into .env as DISCORD_BOT_TOKEN.',
      )
    case 'refused':
      return ill(
        'The gateway refuses the connection.',
        'Look again in a minute; if it stays so, look at status.discord.com.',
      )
    case 'silent':
      return ill(
        'Discord named a gateway, and it did not open within ten seconds.',
        'See whether this machine may open connections to wss://gateway.discord.gg: a firewall or a proxy may stand between.',
      )
  }
}
