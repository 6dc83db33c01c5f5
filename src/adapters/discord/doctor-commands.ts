import { Routes } from 'discord.js'
import { z } from 'zod'
import { doubtful, ill, unseen, well } from '../chats/doctor.ts'
import type { Findings } from '../chats/doctor.ts'
import type { App } from './doctor-app.ts'
import { mendAsking } from './doctor-asking.ts'
import type { Ask } from './doctor-asking.ts'
import type { Server } from './doctor-server.ts'
import type { definitions } from './definitions.ts'

const MISSING_ACCESS = 50001
const listed = z.array(z.looseObject({ name: z.string(), type: z.number() }))

/** Whether the server has the app's commands, as this Greenroom registers them. */
export async function* checkCommands(
  ask: Ask,
  app: App,
  server: Server,
  wanted: ReturnType<typeof definitions>,
  invite: string,
): Findings {
  const answer = await ask('GET', Routes.applicationGuildCommands(app.id, server.id))
  if (!answer.ok)
    return yield answer.failure.code === MISSING_ACCESS
      ? ill(
          'The app may have no slash commands in the server.',
          `Invite it again, with the scope applications.commands: ${invite}`,
        )
      : ill(
          `Discord does not say which commands the app has. ${answer.sentence}`,
          mendAsking(answer),
        )
  const there = listed.parse(answer.data)
  if (there.length === 0)
    return yield unseen(
      'The server has no commands of the app yet: Greenroom registers them when it starts.',
    )
  const missing = wanted.filter(
    (one) => !there.some(({ name, type }) => name === one.name && type === Number(one.type)),
  )
  if (missing.length === 0)
    return yield well(`The server has the app’s commands: ${there.length}, with those of menus.`)
  yield doubtful(
    `The server lacks commands that this Greenroom has: ${missing.map(({ name }) => name).join(', ')}.`,
    'Start Greenroom, which registers them; its log says why if it cannot.',
  )
}
