import { ApplicationFlags, Routes } from 'discord.js'
import { z } from 'zod'
import { doubtful, ill, well } from '../chats/doctor.ts'
import type { Finding, Findings } from '../chats/doctor.ts'
import { mendAsking } from './doctor-asking.ts'
import type { Ask, Unanswered } from './doctor-asking.ts'

/** The app, as its token says. */
export interface App {
  readonly id: string
  readonly name: string
  /** Its bot's id. */
  readonly user: string
}

const me = z.looseObject({ id: z.string(), username: z.string(), bot: z.boolean().catch(false) })
const application = z.looseObject({
  id: z.string(),
  name: z.string(),
  flags: z.number().catch(0),
  interactions_endpoint_url: z.string().nullish(),
})

const READS = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited

const PORTAL = 'On discord.com/developers/applications open your app'

/** Who the app is by its token, and how it is set up; null when Discord does not let it in. */
export async function* checkApp(ask: Ask): Findings<App | null> {
  const mine = await ask('GET', Routes.user())
  const its = mine.ok ? await ask('GET', Routes.currentApplication()) : mine
  if (!mine.ok || !its.ok) {
    const answer = mine.ok ? its : mine
    if (!answer.ok) yield badToken(answer)
    return null
  }
  const bot = me.parse(mine.data)
  const app = application.parse(its.data)
  yield well(`The token works: the app “${app.name}”, with the bot @${bot.username}.`)
  yield content(app.flags)
  if (app.interactions_endpoint_url)
    yield ill(
      'The app has an interactions endpoint: Discord brings commands and presses there, and not to Greenroom.',
      `${PORTAL}, General Information, empty Interactions Endpoint URL, and save.`,
    )
  return { id: app.id, name: app.name, user: bot.id }
}

function badToken(answer: Unanswered): Finding {
  if (answer.failure.status !== 401)
    return ill(`The token could not be tried. ${answer.sentence}`, mendAsking(answer))
  return ill(
    'The token does not work: Discord does not know it, or it was reset.',
    `${PORTAL}, Bot, Reset Token, and copy the new one into .env as DISCORD_BOT_TOKEN.`,
  )
}

function content(flags: number): Finding {
  if ((flags & READS) !== 0)
    return well('Message Content is switched on: what agents write in threads is read.')
  return doubtful(
    'Message Content is switched off: what agents write in threads stays unread, unless it mentions the bot. They answer with /reply, and with the menus of messages.',
    `${PORTAL}, Bot, Privileged Gateway Intents, switch Message Content Intent on, save, and start Greenroom again.`,
  )
}
