import { examine } from '../../src/adapters/chats/doctor.ts'
import { examineDiscord } from '../../src/adapters/discord/doctor.ts'
import type { DiscordDoctorDeps } from '../../src/adapters/discord/doctor.ts'
import type { DiscordSecrets } from '../../src/config.ts'
import { parseSettings } from '../../src/config/load.ts'
import type { FakeDiscord } from './discord/fake-discord.ts'

export interface Given {
  readonly places?: string
  readonly agents?: string
  readonly roles?: string
  readonly guild?: string
}

/** The settings of a small team in Discord. */
export function settingsFor(discord: FakeDiscord, given: Given = {}) {
  const { places = '[{chat: discord, channel: support}]', roles = '[]' } = given
  const id = (handle: string) => `'${discord.user(handle).id}'`
  const agents =
    given.agents ??
    `[{id: ana, name: Ana, discord: ${id('ana')}}, {id: ben, name: Ben, discord: ${id('ben')}}]`
  const read = parseSettings(
    'test.yaml',
    `name: Lantern House
discord: {guild: '${given.guild ?? discord.guildId}', roles: ${roles}}
channels: [{id: support, name: support}]
agents: ${agents}
inboxes:
  - id: demo
    name: Juno Vale
    places: ${places}
    doors: [{channel: widget}]
`,
  )
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'))
  const { settings } = read
  if (!settings.discord) throw new Error('The settings have no Discord.')
  return { ...settings, discord: settings.discord }
}

export function secretsFor({ botToken, apiUrl }: FakeDiscord): DiscordSecrets {
  return { botToken, apiUrl, pace: 1 }
}

/** What the doctor prints about this Discord, and whether all is well. Nobody presses unless somebody does. */
export async function consult(
  discord: FakeDiscord,
  changes: Partial<DiscordDoctorDeps> & Given = {},
) {
  const lines: string[] = []
  const isWell = await examine(
    examineDiscord({
      settings: settingsFor(discord, changes),
      secrets: secretsFor(discord),
      channel: null,
      mayPost: true,
      wait: 4_000,
      courtesy: 300,
      again: 20,
      ...changes,
    }),
    (line) => lines.push(line),
  )
  return { isWell, text: lines.join('\n') }
}

/** The doctor's message, as soon as it asks for a press; `within`: the forum or category of its place. */
async function doctorsMessage(discord: FakeDiscord, place: string) {
  const found = () =>
    discord.channel(place).holds.find(({ text }) => text.includes('does a press reach'))
  const isThere = () => {
    try {
      return found() !== undefined
    } catch {
      return false // There is no such channel yet.
    }
  }
  await discord.until(isThere, 'the doctor’s button')
  const message = found()
  if (!message) throw new Error('There is no button.')
  return message
}

/** Presses the doctor's button as soon as it is there. */
export async function pressesButton(discord: FakeDiscord, who: string, place = 'support') {
  return discord.user(who).presses(await doctorsMessage(discord, place), 'Press me')
}
