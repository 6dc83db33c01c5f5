import { expect, it, onTestFinished } from 'vitest'
import { permissionsFor } from '../../src/adapters/discord/permissions.ts'
import type { Use } from '../../src/adapters/discord/permissions.ts'
import { startFakeDiscord } from '../support/discord/fake-discord.ts'
import type { FakeDiscord } from '../support/discord/fake-discord.ts'
import { NO_LIMITS } from '../support/discord/limits.ts'
import { discordHouse } from '../support/discord-house.ts'

type Permissions = Parameters<FakeDiscord['roleMay']>[1]

/** A server in which the bot may do exactly what its invitation asks for. */
async function strictly(uses: readonly Use[]) {
  const discord = await startFakeDiscord({ limits: NO_LIMITS })
  onTestFinished(() => discord.stop())
  const names = permissionsFor(uses).map(({ flag }) =>
    flag.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase(),
  )
  discord.roleMay('everyone', [])
  discord.roleMay('Greenroom', names as Permissions)
  discord.roleMay('agents', [
    'SEND_MESSAGES',
    'SEND_MESSAGES_IN_THREADS',
    'READ_MESSAGE_HISTORY',
    'USE_APPLICATION_COMMANDS',
  ])
  return discord
}

const CASES: readonly (readonly [what: string, place: string, uses: readonly Use[]])[] = [
  ['threads', 'channel: support', ['thread']],
  ['posts', 'channel: inbox', ['post']],
  ['channels of their own', 'channel: Desk, as: channel', ['channel']],
  ['threads with webhooks', 'channel: support, webhooks: true', ['thread', 'webhooks']],
  ['posts with webhooks', 'channel: inbox, webhooks: true', ['post', 'webhooks']],
]

it.each(CASES)(
  'what the invitation asks for is enough for %s, from the first word to the closing',
  async (_, place, uses) => {
    const discord = await strictly(uses)
    const house = await discordHouse({ discord, places: `[{chat: discord, ${place}}]` })
    await discord.until(() => discord.commands().length > 0, 'commands')
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')

    const where = () =>
      discord
        .calls('message.create')
        .concat(discord.calls('webhook.execute'))
        .map(({ path }) => path)
    await discord.until(() => where().length > 0, 'a message')
    const all = () =>
      ['support', 'inbox'].flatMap((name) => discord.channel(name).threads()).map(({ id }) => id)
    const own = () => discord.calls('channel.create').length
    await discord.until(() => all().length + own() > 0, 'a thread')
    const inThread = all()[0]
    const at = inThread === undefined ? ownChannel(discord) : { id: inThread }
    const texts = () => discord.channel(at).texts().join('\n')
    await discord.until(() => texts().includes('Where is my parcel?'), 'the visitor’s words')

    await discord.user('ana').runs('/claim', at)
    await discord.until(() => texts().includes('Ana claimed'), 'the claim')
    await discord.user('ana').says(at, 'On its way.')
    await nina.showsIn(['Where is my parcel?', 'On its way.'])
    await discord.user('ana').runs('/close', at, { outcome: 'decision' })
    await discord.until(() => texts().includes('closed'), 'the closing')
    await nina.say('Thank you!')
    await discord.until(() => texts().includes('Thank you!'), 'words after the closing')
    await house.stop()

    const refused = discord.calls().filter(({ status }) => status === 403 || status === 401)
    expect(refused.map(({ route, path, code }) => `${route} ${path} ${code}`)).toEqual([])
    expect(discord.complaints()).toEqual([])
  },
)

function ownChannel(discord: FakeDiscord) {
  const made = discord.calls('message.create').map(({ path }) => path.split('/')[2] ?? '')
  const found = made.find((id) => discord.channel(id).within === 'Desk')
  if (found === undefined) throw new Error('There is no channel of its own.')
  return { id: found }
}
