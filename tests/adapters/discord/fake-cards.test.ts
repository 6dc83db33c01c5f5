import { MessageFlags } from 'discord.js'
import type { Client, ForumChannel, Interaction, ThreadChannel } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { call, discordWorld, refusal } from './discord-world.ts'

const world = discordWorld()

const row = (...components: readonly object[]) => ({ type: 1, components })
const button = (label: string, custom_id: string) => ({ type: 2, style: 1, label, custom_id })

async function open(
  answer: (interaction: Interaction) => Promise<unknown> = async () => undefined,
) {
  const discord = await world.discord()
  const app = await world.app(discord, (client: Client) => {
    client.on('interactionCreate', (interaction) => void answer(interaction))
  })
  const inbox = (await app.client.channels.fetch(discord.channel('inbox').id)) as ForumChannel
  const post = await inbox.threads.create({
    name: 'Nina',
    message: {
      embeds: [
        {
          author: { name: 'Nina' },
          title: 'Waiting',
          description: 'Since **ten**',
          fields: [{ name: 'Plan', value: 'gold' }],
          footer: { text: '#1042' },
        },
      ],
      components: [row(button('Claim', 'claim'))] as never,
    },
  })
  const card = () => {
    const [first] = discord.thread(post.id).holds
    if (!first) throw new Error('There is no card')
    return first
  }
  return { discord, app, post: post as ThreadChannel, card, ana: discord.user('ana') }
}

describe('a card at the top of a post', () => {
  it('is read with all its words', async () => {
    const { card } = await open()
    expect(card().text).toBe('Nina\nWaiting\nSince ten\nPlan\ngold\n#1042')
    expect(card()).toMatchObject({ content: '', buttons: ['Claim'] })
  })

  it('may be of components alone, and then has nothing else', async () => {
    const { discord, post } = await open()
    const body = {
      flags: MessageFlags.IsComponentsV2,
      components: [
        { type: 17, components: [{ type: 10, content: '# Big' }, row(button('Go', 'go'))] },
      ],
    }
    const path = `POST /channels/${post.id}/messages`
    expect((await call(discord, path, body)).status).toBe(200)
    expect(discord.thread(post.id).holds.at(-1)).toMatchObject({ text: 'Big', buttons: ['Go'] })
    const both = await call(discord, path, { ...body, content: 'x' })
    expect(both.json).toMatchObject({ code: 50035 })
  })

  it('changes a little later, after the press was taken', async () => {
    const { discord, card, ana } = await open(async (interaction) => {
      if (!interaction.isButton()) return
      await interaction.deferUpdate()
      await interaction.editReply({ embeds: [{ title: `${interaction.user.username} has it` }] })
    })
    expect(await ana.presses(card(), 'Claim')).toMatchObject({ acknowledged: true, message: null })
    await discord.until(() => card().text === 'ana has it', 'the card')
    expect(card().buttons).toEqual(['Claim'])
  })

  it('asks back where only one person sees it, and takes that back', async () => {
    const { discord, card, ana, app } = await open(async (interaction) => {
      if (!interaction.isButton()) return
      if (interaction.customId === 'claim') {
        await interaction.reply({
          content: 'Sure?',
          components: [row(button('Yes', 'yes'))] as never,
          flags: MessageFlags.Ephemeral,
        })
      } else {
        await interaction.update({ content: 'Done', components: [] })
        await interaction.deleteReply()
      }
    })
    const { message: asked } = await ana.presses(card(), 'Claim')
    if (!asked) throw new Error('Nobody asked')
    await expect(discord.user('ben').presses(asked, 'Yes')).rejects.toThrow('does not see')
    await ana.presses(asked, 'Yes')
    await discord.until(() => ana.ephemerals(card().channel).length === 0, 'no question')
    await discord.settled()
    expect(app.heard('MESSAGE_CREATE')).toHaveLength(1)
    expect(discord.thread(card().channel).texts()).toHaveLength(1)
  })

  it('is heard of twice when two are connected, and answered by one', async () => {
    const answers: unknown[] = []
    const answer = async (interaction: Interaction) => {
      if (interaction.isButton()) answers.push(await refusal(interaction.reply('Mine')))
    }
    const { discord, card, ana } = await open(answer)
    await world.app(discord, (client) => client.on('interactionCreate', (one) => void answer(one)))
    await ana.presses(card(), 'Claim')
    await discord.until(() => answers.length === 2)
    expect(new Set(answers)).toEqual(new Set([40060, null]))
    expect(
      discord
        .thread(card().channel)
        .texts()
        .filter((one) => one === 'Mine'),
    ).toHaveLength(1)
  })
})

describe('private threads', () => {
  it('are for those who were added', async () => {
    const { discord, app, ana } = await open()
    const path = `/channels/${discord.channel('support').id}/threads`
    await call(discord, `POST ${path}`, { name: 'Quiet', type: 12 })
    await expect(ana.says('Quiet', 'x')).rejects.toThrow('does not see')
    const thread = discord.thread('Quiet')
    await call(discord, `PUT /channels/${thread.id}/thread-members/${ana.id}`)
    await ana.says('Quiet', 'Thanks')
    expect(thread.members).toEqual(['Greenroom', 'Ana'])
    await call(discord, `DELETE /channels/${thread.id}/thread-members/@me`)
    discord.channel('support').forbids('MANAGE_THREADS')
    await ana.says('Quiet', 'Alone')
    await discord.settled()
    expect(app.heard('MESSAGE_CREATE').map(({ d }) => d['content'])).not.toContain('Alone')
    expect((await call(discord, `GET /channels/${thread.id}`)).json).toMatchObject({ code: 50001 })
  })
})

describe('reactions', () => {
  it.each(['✅', '❤️', '👍🏽', '1️⃣', '👩‍💻', '🏳️‍🌈', 'wave:123456789012345678'])(
    'take %s',
    async (emoji) => {
      const { discord, card } = await open()
      const path = `/channels/${card().channel}/messages/${card().id}/reactions/${encodeURIComponent(emoji)}/@me`
      expect((await call(discord, `PUT ${path}`)).status).toBe(204)
    },
  )
})
