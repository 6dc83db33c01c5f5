import { describe, expect, it, onTestFinished } from 'vitest'
import { doctor } from '../../src/cli/doctor.ts'
import { pressesButton } from '../support/discord-doctor.ts'
import { startFakeDiscord } from '../support/discord/fake-discord.ts'
import { NO_LIMITS } from '../support/discord/limits.ts'
import { greenroom, settingsFile } from '../support/running-cli.ts'

async function office() {
  const discord = await startFakeDiscord({ limits: NO_LIMITS })
  onTestFinished(() => discord.stop())
  const variables: Readonly<Record<string, string>> = {
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_BOT_TOKEN: discord.botToken,
  }
  const settings = (
    top: string,
    place = '{chat: discord, channel: support}',
  ) => `name: Lantern House
${top}
channels: [{id: support, name: support}]
inboxes:
  - id: demo
    name: Juno Vale
    places: [${place}]
    doors: [{channel: widget}]
`
  const right = settings(`discord: {guild: '${discord.guildId}'}
agents: [{id: ana, name: Ana, discord: '${discord.user('ana').id}'}]`)
  return { discord, variables, settings, right }
}

describe('greenroom doctor discord', () => {
  it('takes the press of a button, and ends well', async () => {
    const { discord, variables, right } = await office()
    const visit = greenroom(['doctor', 'discord'], variables, right)
    await pressesButton(discord, 'ana')
    const { code, said } = await visit
    expect(said).toMatch(/^✓ .*greenroom\.yaml is all right, with a place in Discord for: demo\.$/m)
    expect(said).toMatch(/^✓ The press of Ana came back after/m)
    expect(said).toMatch(/^All is well\.$/m)
    expect(said).not.toContain(discord.botToken)
    expect(code).toBe(0)
  })

  it('ends badly when nobody presses in time', async () => {
    const { discord, variables, right } = await office()
    const args = ['doctor', 'discord', '--wait', '1', '--channel', '#lobby']
    const { code, said } = await greenroom(args, variables, right)
    expect(said).toMatch(/^✗ No press came back\./m)
    expect(code).toBe(1)
    expect(discord.channel('lobby').texts()).toEqual([expect.stringContaining('Nobody pressed')])
  })

  it('does not wait where it may not post', async () => {
    const { discord, variables, right } = await office()
    const { code } = await greenroom(['doctor', 'discord', '--no-post'], variables, right)
    expect(code).toBe(0)
    expect(discord.channel('support').holds).toEqual([])
  })

  it('says what is missing before there is anything to look at', async () => {
    const { variables, settings, right } = await office()
    const told = async (text: string, given: Readonly<Record<string, string>> = variables) => {
      const lines: string[] = []
      const all = { ...given, GREENROOM_CONFIG: settingsFile(text) }
      const code = await doctor(['discord'], all, (line) => lines.push(line))
      return `${code} ${lines.join('\n')}`
    }
    const desk = '{chat: desk, channel: support}'
    const guild = "discord: {guild: '123456789012345678'}"
    expect(await told(settings('', desk))).toMatch(/^1 ✗ .* does not say that there is a Discord\./)
    expect(await told(settings(guild, desk))).toMatch(/^1 ✗ No inbox in .* has a place in Discord/)
    expect(await told(settings('discord: {guild: 12}'))).toMatch(/^1 ✗ The settings are wrong\./)
    expect(await told(right, {})).toMatch(
      /✗ Discord wants the bot’s token, .*DISCORD_BOT_TOKEN\.\n {2}Write it into \.env/,
    )
    expect(await told(right, { DISCORD_BOT_TOKEN: 'Bot secret-one' })).toMatch(
      /✗ Discord wants .*; DISCORD_BOT_TOKEN is something else\./,
    )
  })
})

describe('greenroom invite discord', () => {
  it('prints the link for the server of the settings, and what the bot may do then', async () => {
    const { discord, variables, right } = await office()
    discord.kicksApp()
    const { code, said } = await greenroom(['invite', 'discord'], variables, right)
    const [link = ''] = /https:\/\/discord\.com\/oauth2\/\S+/.exec(said) ?? []
    expect(new URL(link).searchParams.get('guild_id')).toBe(discord.guildId)
    expect(said).toMatch(/^ {2}Create Public Threads: opens a thread under each card/m)
    expect(said).not.toContain('Manage Channels')
    expect(code).toBe(0)
  })

  it('needs no server to begin with', async () => {
    const { variables, settings } = await office()
    const text = settings('', '{chat: desk, channel: support}')
    const { said } = await greenroom(['invite', 'discord'], variables, text)
    expect(said).toMatch(/scope=bot\+applications\.commands&permissions=\d+$/m)
  })

  it('says that there is no link without a token', async () => {
    const { settings } = await office()
    const text = settings('', '{chat: desk, channel: support}')
    const { code, said } = await greenroom(['invite', 'discord'], {}, text)
    expect(said).toMatch(/^✗ Discord wants the bot’s token/m)
    expect(code).toBe(1)
  })

  it('invites nowhere else', async () => {
    const { settings } = await office()
    const { code, said } = await greenroom(['invite', 'slack'], {}, settings(''))
    expect(said).toMatch(/It invites to Discord alone[^]*help invite says/)
    expect(code).toBe(2)
  })
})
