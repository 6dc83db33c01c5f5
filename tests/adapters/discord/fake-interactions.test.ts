import { ButtonStyle, ComponentType, MessageFlags, TextInputStyle } from 'discord.js'
import type { Client, Interaction } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { handClock } from '../../support/slack/clock.ts'
import type { FakeDiscordOptions } from '../../support/discord/options.ts'
import { call, discordWorld, refusal } from './discord-world.ts'

const world = discordWorld()

const COMMANDS = [
  { name: 'ping', description: 'Answers' },
  {
    name: 'close',
    description: 'Closes',
    options: [
      {
        type: 3,
        name: 'outcome',
        description: 'How it ended',
        required: true,
        choices: [{ name: 'Refunded', value: 'refund' }],
      },
      { type: 6, name: 'to', description: 'Whom' },
    ],
  },
  {
    name: 'reply',
    description: 'Replies',
    options: [{ type: 3, name: 'canned', description: 'Which', autocomplete: true }],
  },
  {
    name: 'inbox',
    description: 'The inbox',
    options: [
      {
        type: 1,
        name: 'pause',
        description: 'Pauses it',
        options: [{ type: 4, name: 'hours', description: 'How long', required: true }],
      },
    ],
  },
  { name: 'Note', type: 3 },
  { name: 'Who', type: 2 },
]

async function open(
  answer: (interaction: Interaction) => Promise<unknown>,
  options: FakeDiscordOptions = {},
) {
  const discord = await world.discord(options)
  const problems: unknown[] = []
  const app = await world.app(discord, (client: Client) => {
    client.on('interactionCreate', (interaction) => {
      answer(interaction).catch((error: unknown) => problems.push(error))
    })
  })
  const put = await call(
    discord,
    `PUT /applications/${discord.appId}/guilds/${discord.guildId}/commands`,
    COMMANDS,
  )
  expect(put.status).toBe(200)
  return { discord, app, problems, ana: discord.user('ana'), ben: discord.user('ben') }
}

const row = (...components: readonly object[]) => ({ type: ComponentType.ActionRow, components })
const button = (label: string, custom_id: string, more = {}) => ({
  type: ComponentType.Button,
  style: ButtonStyle.Primary,
  label,
  custom_id,
  ...more,
})

describe('slash commands', () => {
  it('come with what was typed, and their answer may be for one alone', async () => {
    const { discord, ana, ben } = await open(async (interaction) => {
      if (!interaction.isChatInputCommand()) return
      const outcome = interaction.options.getString('outcome')
      const to = interaction.options.getUser('to')?.username
      await interaction.reply({ content: `${outcome} ${to}`, flags: MessageFlags.Ephemeral })
    })
    const { message } = await ana.runs('/close', 'support', { outcome: 'Refunded', to: 'ben' })
    expect(message).toMatchObject({ text: 'refund ben', by: 'Greenroom', onlyFor: 'ana' })
    expect(ana.reads('support')).toEqual(['Greenroom: refund ben'])
    expect(ben.reads('support')).toEqual([])
    expect(discord.channel('support').texts()).toEqual([])
    if (message) ana.dismisses(message)
    expect(ana.ephemerals('support')).toEqual([])
    expect(discord.complaints()).toEqual([])
  })

  it('are not sent as they are: what is missing or strange is said at once', async () => {
    const { ana } = await open(async () => undefined)
    await expect(ana.runs('/close', 'support')).rejects.toThrow('“outcome”')
    await expect(ana.runs('/close', 'support', { outcome: 'x' })).rejects.toThrow(
      'There is no choice',
    )
    await expect(ana.runs('/close', 'support', { why: 'x' })).rejects.toThrow('no option “why”')
    await expect(ana.runs('/nothing', 'support')).rejects.toThrow('There is no command')
  })

  it('have subcommands, and offer what the app finds', async () => {
    const { ana } = await open(async (interaction) => {
      if (interaction.isAutocomplete()) {
        const typed = interaction.options.getFocused()
        await interaction.respond([{ name: `${typed}!`, value: 'hello' }])
      } else if (interaction.isChatInputCommand()) {
        const hours = interaction.options.getInteger('hours')
        await interaction.reply(`${interaction.options.getSubcommand()} ${hours}`)
      }
    })
    expect(ana.offered('support')).toContain('/inbox pause')
    expect((await ana.runs('/inbox pause', 'support', { hours: 3 })).message?.text).toBe('pause 3')
    expect(await ana.searches('/reply', 'support', 'canned', 'he')).toEqual([
      { name: 'he!', value: 'hello' },
    ])
  })

  it('come from the menus of messages and people', async () => {
    const { ana } = await open(async (interaction) => {
      if (interaction.isMessageContextMenuCommand())
        await interaction.reply(interaction.targetMessage.content)
      if (interaction.isUserContextMenuCommand())
        await interaction.reply(interaction.targetUser.username)
    })
    const said = await ana.says('support', 'Look at this')
    expect((await ana.shortcut('Note', said)).message?.text).toBe('Look at this')
    expect((await ana.shortcut('Who', { user: 'nina', place: 'lobby' })).message?.text).toBe('nina')
  })
})

describe('answers', () => {
  it('may take their time: thinking, then the words, then more', async () => {
    const { discord, ana, app } = await open(async (interaction) => {
      if (!interaction.isChatInputCommand()) return
      await interaction.deferReply()
      await discord.until(() => released)
      await interaction.editReply('Done')
      await interaction.followUp({ content: 'For you', flags: MessageFlags.Ephemeral })
      await interaction.followUp('For all')
    })
    let released = false
    const { message } = await ana.runs('/ping', 'support')
    expect(message?.thinking).toBe(true)
    released = true
    await discord.until(() => ana.sees('support').length === 3, 'three messages')
    expect(discord.channel('support').texts()).toEqual(['Done', 'For all'])
    expect(ana.ephemerals('support').map(({ text }) => text)).toEqual(['For you'])
    await discord.settled()
    expect(app.heard('MESSAGE_UPDATE')).toHaveLength(1)
  })

  it('fail in three seconds, and cannot come later or twice', async () => {
    const clock = handClock()
    const codes: unknown[] = []
    const { discord, ana } = await open(
      async (interaction) => {
        if (!interaction.isRepliable()) return
        if (interaction.isChatInputCommand()) await discord.until(() => late)
        codes.push(await refusal(interaction.reply('One')))
        codes.push(await refusal(call2(interaction.id, interaction.token)))
      },
      { clock },
    )
    const call2 = async (id: string, token: string) => {
      const { json } = await call(discord, `POST /interactions/${id}/${token}/callback`, {
        type: 4,
        data: { content: 'Two' },
      })
      throw Object.assign(new Error('refused'), json)
    }
    let late = false
    const run = ana.runs('/ping', 'support')
    await discord.settled()
    await clock.advance(3001)
    expect(await run).toMatchObject({
      acknowledged: false,
      notice: 'The application did not respond',
    })
    late = true
    await discord.until(() => codes.length === 2)
    expect(codes).toEqual([10062, 10062])
    const said = await ana.says('support', 'x')
    await ana.shortcut('Note', said)
    await discord.until(() => codes.length === 4)
    expect(codes.slice(2)).toEqual([null, 40060])
  })

  it('go on for a quarter of an hour', async () => {
    const clock = handClock()
    const { discord, ana, app } = await open(
      async (interaction) => interaction.isRepliable() && interaction.reply('One'),
      { clock },
    )
    await ana.runs('/ping', 'support')
    const token = String(app.heard('INTERACTION_CREATE')[0]?.d['token'])
    const path = `/webhooks/${discord.appId}/${token}`
    expect((await call(discord, `POST ${path}`, { content: 'Two' })).status).toBe(200)
    await clock.advance(15 * 60_000 + 1)
    expect((await call(discord, `POST ${path}`, { content: 'Three' })).json).toMatchObject({
      code: 50027,
    })
    expect(
      (await call(discord, `POST /webhooks/${discord.appId}/x`, { content: 'x' })).json,
    ).toMatchObject({ code: 10015 })
  })

  it('do not come when nobody is connected', async () => {
    const { discord, app, ana } = await open(async () => undefined)
    await app.stop()
    await discord.until(() => discord.gateway.count === 0)
    expect(await ana.runs('/ping', 'support')).toMatchObject({ acknowledged: false })
  })
})

describe('buttons, selects and modals', () => {
  async function withCard(answer: Parameters<typeof open>[0]) {
    const world = await open(answer)
    const { discord } = world
    await call(discord, `POST /channels/${discord.channel('support').id}/messages`, {
      content: 'Card',
      components: [
        row(
          button('Claim', 'claim:7'),
          button('Close', 'close:7'),
          button('Off', 'off', { disabled: true }),
        ),
        row({
          type: 3,
          custom_id: 'tag',
          placeholder: 'Tag',
          options: [{ label: 'Billing', value: 'b' }],
        }),
        row({ type: 5, custom_id: 'assign', placeholder: 'Assign' }),
      ],
    })
    const [card] = discord.channel('support').holds
    if (!card) throw new Error('No card')
    return { ...world, card }
  }

  it('change the card they are on', async () => {
    const { discord, ana, card } = await withCard(async (interaction) => {
      if (interaction.isButton())
        await interaction.update({
          content: `${interaction.user.username}: ${interaction.customId}`,
          components: [],
        })
    })
    expect(card.buttons).toEqual(['Claim', 'Close', 'Off', 'Tag', 'Billing', 'Assign'])
    expect(card.disabled).toEqual(['Off'])
    await expect(ana.presses(card, 'Off')).rejects.toThrow('grey')
    await expect(ana.presses(card, 'Jump')).rejects.toThrow('There is nothing “Jump”')
    await expect(discord.user('nina').presses(card, 'Claim')).rejects.toThrow('does not see')
    expect(await ana.presses(card, 'Claim')).toMatchObject({ acknowledged: true })
    expect(discord.channel('support').texts()).toEqual(['ana: claim:7'])
  })

  it('offer choices and people', async () => {
    const { ana, card } = await withCard(async (interaction) => {
      if (interaction.isStringSelectMenu()) await interaction.reply(interaction.values.join())
      if (interaction.isUserSelectMenu())
        await interaction.reply(interaction.users.map((one) => one.username).join())
    })
    expect((await ana.chooses(card, 'Tag', 'Billing')).message?.text).toBe('b')
    expect((await ana.chooses(card, 'Assign', 'ben')).message?.text).toBe('ben')
    await expect(ana.chooses(card, 'Tag', ['Billing', 'x'])).rejects.toThrow('1 to 1 choices')
  })

  it('open modals, which are filled in and sent', async () => {
    const { ana, card, discord } = await withCard(async (interaction) => {
      if (interaction.isButton()) {
        await interaction.showModal({
          title: 'Close',
          customId: 'closing',
          components: [
            {
              type: ComponentType.Label,
              label: 'Note',
              component: {
                type: ComponentType.TextInput,
                customId: 'note',
                style: TextInputStyle.Paragraph,
                maxLength: 20,
              } as never,
            },
            {
              type: ComponentType.Label,
              label: 'Outcome',
              component: {
                type: ComponentType.StringSelect,
                customId: 'outcome',
                options: [{ label: 'Refund', value: 'r' }],
              },
            },
          ],
        })
      }
      if (interaction.isModalSubmit()) {
        const note = interaction.fields.getTextInputValue('note')
        const [outcome] = interaction.fields.getStringSelectValues('outcome')
        if (interaction.isFromMessage()) await interaction.update({ content: `${note} ${outcome}` })
      }
    })
    const { modal } = await ana.presses(card, 'Close')
    expect(modal).toMatchObject({
      title: 'Close',
      fields: [{ label: 'Note' }, { options: ['Refund'] }],
    })
    await expect(ana.submits({ Outcome: 'Refund' })).rejects.toThrow('fill in “Note”')
    await expect(ana.submits({ Note: 'x'.repeat(21), Outcome: 'Refund' })).rejects.toThrow(
      '20 characters',
    )
    await ana.submits({ Note: 'Gone home', Outcome: 'Refund' })
    expect(discord.channel('support').texts()).toEqual(['Gone home r'])
    expect(ana.modal()).toBeNull()
  })

  it('work in direct messages', async () => {
    const { discord, app } = await withCard(async (interaction) => {
      if (interaction.isButton()) await interaction.reply(`Thanks, ${interaction.user.username}`)
    })
    const nina = discord.user('nina')
    const fan = await app.client.users.fetch(nina.id)
    await fan.send({ content: 'How was it?', components: [row(button('Good', 'rate:5'))] as never })
    const [asked] = nina.messages()
    if (!asked) throw new Error('Nobody asked')
    await nina.presses(asked, 'Good')
    expect(nina.messages().map(({ text }) => text)).toEqual(['How was it?', 'Thanks, nina'])
  })

  it.each([
    [[row(...Array.from({ length: 6 }, (_, at) => button('x', `${at}`)))], 'BASE_TYPE_BAD_LENGTH'],
    [[row(button('x', 'same'), button('y', 'same'))], 'COMPONENT_CUSTOM_ID_DUPLICATED'],
    [[row(button('x'.repeat(81), 'a'))], 'BASE_TYPE_BAD_LENGTH'],
    [[row(button('x', 'y'.repeat(101)))], 'BASE_TYPE_BAD_LENGTH'],
    [[row({ type: 3, custom_id: 'a', options: [] })], 'BASE_TYPE_BAD_LENGTH'],
    [[button('x', 'a')], 'UNION_TYPE_CHOICES'],
    [[row(button('x', 'a'), { type: 5, custom_id: 'b' })], 'COMPONENT_LAYOUT_WIDTH_EXCEEDED'],
  ])('are refused when Discord would not show them: %#', async (components, code) => {
    const { discord } = await open(async () => undefined)
    const path = `POST /channels/${discord.channel('support').id}/messages`
    const { status, json } = await call(discord, path, { content: 'x', components })
    expect(status).toBe(400)
    expect(JSON.stringify(json)).toContain(code)
  })
})
