import { describe, expect, it } from 'vitest'
import { discordHouse } from '../support/discord-house.ts'
import type { DiscordHouse } from '../support/discord-house.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

type Visitor = Awaited<ReturnType<DiscordHouse['visitor']>>

async function chat(setup: Parameters<typeof discordHouse>[0] = {}) {
  const house = await discordHouse(setup)
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await house.shows('Where is my parcel?')
  await house.says('ana', '!claim')
  await house.card('Ana has it')
  return { house, nina, ana: house.discord.user('ana'), thread: await house.thread() }
}

async function upload({ url }: DiscordHouse, { token }: Visitor, name: string) {
  const response = await fetch(`${url}/widget/v1/demo/files`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      origin: 'https://shop.example',
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(name),
    },
    body: new Uint8Array(PNG),
  })
  const { file } = (await response.json()) as { file: { id: string } }
  return file.id
}

/** The bytes of the only file of the visitor’s newest message, as their browser gets them. */
async function bytesAt({ url }: DiscordHouse, nina: Visitor): Promise<Buffer> {
  const [file] = nina.held().at(-1)?.files ?? []
  return Buffer.from(await (await fetch(new URL(file?.url ?? '', url))).arrayBuffer())
}

describe('an agent’s file', () => {
  it('reaches the visitor with its words, from us and not from Discord', async () => {
    const { house, nina, ana, thread } = await chat()
    await ana.says(thread, 'Here it is', { files: { name: 'label.png', content: PNG } })
    await nina.showsIn(['Where is my parcel?', 'Here it is'])
    expect(nina.held()[1]?.files).toMatchObject([{ name: 'label.png', type: 'image/png' }])
    expect(await bytesAt(house, nina)).toEqual(PNG)
    expect(JSON.stringify(nina.frames)).not.toContain('/attachments/')
    expect(house.discord.complaints()).toEqual([])
  })

  it('reaches the visitor by itself', async () => {
    const { nina, ana, thread } = await chat()
    await ana.uploads(thread, { name: 'label.png', content: PNG })
    await nina.until(() => nina.held()[1]?.files.length === 1)
    expect(nina.shows()[1]).toBe('')
  })

  it('of a kind that is not taken is left out, which its sender is told', async () => {
    const { house, nina, ana, thread } = await chat()
    const files = [
      { name: 'setup.exe', content: Buffer.from('4d5a90000300', 'hex') },
      { name: 'label.png', content: PNG },
    ]
    await ana.says(thread, 'Both of them', { files })
    await house.shows('setup.exe was left out.')
    await nina.showsIn(['Where is my parcel?', 'Both of them'])
    expect(nina.held()[1]?.files).toMatchObject([{ name: 'label.png' }])
  })

  it('that cannot be had is left out, and its words go out all the same', async () => {
    const { house, nina, ana, thread } = await chat()
    const does = { kind: 'fail', status: 404 } as const
    house.discord.weather.brings({ route: 'file.download', times: 3, does })
    await ana.says(thread, 'Here it is', { files: { name: 'label.png', content: PNG } })
    await nina.showsIn(['Where is my parcel?', 'Here it is'])
    expect(nina.held()[1]?.files).toMatchObject([{ name: 'label.png' }])
  })

  it('stays with its message when the words are edited', async () => {
    const { house, nina, ana, thread } = await chat()
    const files = { name: 'label.png', content: PNG }
    const said = await ana.says(thread, 'Heer it is', { files })
    await nina.showsIn(['Where is my parcel?', 'Heer it is'])
    await ana.edits(said, 'Here it is')
    await nina.showsIn(['Where is my parcel?', 'Here it is'])
    expect(nina.held()[1]?.files).toHaveLength(1)
    expect(house.discord.complaints()).toEqual([])
  })
})

describe('a visitor’s file', () => {
  it('stands in the thread under its words', async () => {
    const { house, nina, thread } = await chat()
    await nina.say('It looks like this', undefined, [await upload(house, nina, 'parcel.png')])
    await house.shows('It looks like this')
    await house.discord.until(
      () => thread.holds.some(({ files }) => files.includes('parcel.png')),
      'the file',
    )
    const shown = thread.holds.find(({ files }) => files.includes('parcel.png'))
    const [address = ''] = shown?.fileUrls ?? []
    expect(Buffer.from(await (await fetch(address)).arrayBuffer())).toEqual(PNG)
  })
})

describe('without the Message Content intent', () => {
  it('a file is not taken for an empty message: its sender is told once that nothing is read', async () => {
    const house = await discordHouse({ fake: { privileged: [] } })
    const nina = await house.visitor()
    await nina.say('Where is my parcel?')
    await house.shows('Where is my parcel?')
    const { id } = await house.thread()
    await house.discord.user('ana').uploads({ id }, { name: 'label.png', content: PNG })
    await house.shows('Message Content')
    expect(nina.shows()).toEqual(['Where is my parcel?'])
  })
})
