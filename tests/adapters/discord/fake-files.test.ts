import { AttachmentBuilder } from 'discord.js'
import type { TextChannel } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { handClock } from '../../support/slack/clock.ts'
import { discordWorld, refusal } from './discord-world.ts'

const world = discordWorld()

async function open() {
  const clock = handClock()
  const discord = await world.discord({ clock, sizes: { upload: 100 } })
  const app = await world.app(discord)
  const channel = (await app.client.channels.fetch(discord.channel('support').id)) as TextChannel
  return { clock, discord, channel, support: discord.channel('support') }
}

describe('files', () => {
  it('go up with a message, and down from a signed address that is good for a day', async () => {
    const { clock, discord, channel, support } = await open()
    const file = new AttachmentBuilder(Buffer.from('bytes'), {
      name: 'a b.png',
      description: 'A picture',
    })
    const sent = await channel.send({ content: 'Look', files: [file] })
    expect(support.holds[0]).toMatchObject({ text: 'Look', files: ['a_b.png'] })
    const attachment = sent.attachments.first()
    expect(attachment).toMatchObject({
      description: 'A picture',
      size: 5,
      contentType: 'image/png',
    })
    const url = attachment?.url ?? ''
    expect(await (await fetch(url)).text()).toBe('bytes')
    expect((await fetch(url.replace(/hm=\w/, 'hm=z'))).status).toBe(404)
    await clock.advance(25 * 60 * 60_000)
    expect((await fetch(url)).status).toBe(404)
    const again = await channel.messages.fetch({ message: sent.id, force: true })
    expect((await fetch(again.attachments.first()?.url ?? '')).status).toBe(200)
    discord.weather.brings({ route: 'file.download', does: { kind: 'fail', status: 502 } })
    expect((await fetch(again.attachments.first()?.url ?? '')).status).toBe(502)
  })

  it('are kept or dropped by an edit', async () => {
    const { channel, support } = await open()
    const files = ['a.txt', 'b.txt'].map((name) => ({ attachment: Buffer.from(name), name }))
    const sent = await channel.send({ files })
    await sent.edit({ attachments: [...sent.attachments.values()].slice(1) })
    expect(support.holds[0]?.files).toEqual(['b.txt'])
    const more = { content: 'Still', files: [{ attachment: Buffer.from('c'), name: 'c.txt' }] }
    await sent.edit({ ...more, attachments: [...sent.attachments.values()] })
    expect(support.holds[0]?.files).toEqual(['b.txt', 'c.txt'])
    // What the edit does not name is gone, and discord.js names only the new ones.
    await sent.edit(more)
    expect(support.holds[0]?.files).toEqual(['c.txt'])
  })

  it('may be too big, too many, or not allowed', async () => {
    const { channel, support } = await open()
    const file = (size: number, name = 'x.txt') => ({ attachment: Buffer.alloc(size), name })
    expect(await refusal(channel.send({ files: [file(101)] }))).toBe(40005)
    const many = Array.from({ length: 11 }, (_, at) => file(1, `${at}.txt`))
    expect(await refusal(channel.send({ files: many }))).toBe(50035)
    support.forbids('ATTACH_FILES')
    expect(await refusal(channel.send({ files: [file(1)] }))).toBe(50013)
    expect(support.texts()).toEqual([])
  })

  it('come from people too', async () => {
    const { discord, channel } = await open()
    const said = await discord
      .user('ana')
      .uploads('support', { name: 'x.pdf', content: 'PDF' }, 'Here')
    const message = await channel.messages.fetch(said.id)
    expect(message.attachments.first()).toMatchObject({
      name: 'x.pdf',
      contentType: 'application/pdf',
    })
    expect(said).toMatchObject({ text: 'Here', files: ['x.pdf'] })
  })
})
