import { describe, expect, it } from 'vitest'
import { realClient } from '../adapters/slack/real-apps.ts'
import { claimedBy, slackHouse } from '../support/slack-house.ts'
import type { SlackHouse } from '../support/slack-house.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const COMPLETE = 'files.completeUploadExternal'
const ASK = 'files.getUploadURLExternal'

type Visitor = Awaited<ReturnType<SlackHouse['visitor']>>

async function chat(setup: Parameters<typeof slackHouse>[0] = {}) {
  const house = await slackHouse(setup)
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await house.shows('Where is my parcel?')
  return { house, nina }
}

async function upload({ url }: SlackHouse, { token }: Visitor, name: string, bytes = PNG) {
  const response = await fetch(`${url}/widget/v1/demo/files`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      origin: 'https://shop.example',
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(name),
    },
    body: new Uint8Array(bytes),
  })
  const { file } = (await response.json()) as { file: { id: string } }
  return file.id
}

async function sends(house: SlackHouse, nina: Visitor, text: string, ...names: string[]) {
  const ids: string[] = []
  for (const name of names) ids.push(await upload(house, nina, name))
  return nina.say(text, undefined, ids)
}

async function files(house: SlackHouse) {
  return (await house.thread()).holds.flatMap((one) => one.files)
}

async function showsFile(house: SlackHouse, name: string) {
  await house.slack.until(async () => (await files(house)).includes(name), `the file ${name}`)
  const found = (await house.thread()).holds.find((one) => one.files.includes(name))
  if (!found) throw new Error('It is gone again.')
  return found
}

/** The bytes of a file as the team's people get them. */
async function bytesIn(house: SlackHouse, name: string): Promise<Buffer> {
  const { files: all = [] } = await realClient(house.slack).files.list({})
  const address = all.find((one) => one.name === name)?.url_private_download ?? ''
  const headers = { authorization: `Bearer ${house.slack.botToken}` }
  return Buffer.from(await (await fetch(address, { headers })).arrayBuffer())
}

describe.each(['socket', 'http'] as const)('a visitor’s file, with Slack over %s', (mode) => {
  it('stands under its words and the visitor’s name, before what they write next', async () => {
    const { house, nina } = await chat({ mode })
    await sends(house, nina, 'It looks like this', 'parcel.png')
    await nina.say('Do you see it?')
    await house.shows('Do you see it?')
    const { holds } = await house.thread()
    expect(holds.map(({ text, files: shown }) => [text, ...shown].join())).toEqual([
      'Where is my parcel?',
      'It looks like this',
      ',parcel.png',
      'Do you see it?',
    ])
    expect(holds[2]?.by).toBe(holds[1]?.by)
    expect(await bytesIn(house, 'parcel.png')).toEqual(PNG)
    expect(house.slack.complaints()).toEqual([])
    await claimedBy(house, 'Ana')
    await house.says('ana', 'I do')
    await nina.showsIn(['Where is my parcel?', 'It looks like this', 'Do you see it?', 'I do'])
  })

  it('is named where it comes without words, and several are one post', async () => {
    const { house, nina } = await chat({ mode })
    await sends(house, nina, '', 'one.png', '<!channel> @here.png')
    const shown = await showsFile(house, 'one.png')
    expect(shown.files).toEqual(['one.png', '<!channel> @here.png'])
    expect(shown.alerts).toEqual([])
    const named = (await house.thread()).holds.at(-2)
    expect(named?.text).toBe('📎 one.png\n📎 <!channel> @here.png')
    expect(named?.alerts).toEqual([])
  })

  it('is deleted from Slack when the visitor deletes their message', async () => {
    const { house, nina } = await chat({ mode })
    await sends(house, nina, 'Look', 'secret.png')
    await showsFile(house, 'secret.png')
    const message = nina.held().at(-1)?.id ?? ''
    nina.send({ type: 'remove', id: 'remove-it-now-please', message })
    await house.slack.until(async () => (await files(house)).length === 0, 'no file')
    expect(await realClient(house.slack).files.list({})).toMatchObject({ files: [] })
    await house.shows('📎 secret.png')
    expect((await house.thread()).holds).toHaveLength(2)
  })
})

describe('a visitor’s file is in Slack once', () => {
  it.each([
    [COMPLETE, { kind: 'reset', stored: true }],
    [COMPLETE, { kind: 'fail', stored: true }],
    [COMPLETE, { kind: 'reset' }],
    [COMPLETE, { kind: 'ratelimit', seconds: 1 }],
    [COMPLETE, { kind: 'refuse', error: 'internal_error' }],
    [ASK, { kind: 'reset', stored: true }],
    ['upload', { kind: 'reset', stored: true }],
    ['upload', { kind: 'fail', status: 504 }],
  ] as const)('when %s is %o', async (method, does) => {
    const { house, nina } = await chat()
    house.slack.weather.brings({ method, does })
    await sends(house, nina, 'Look', 'parcel.png')
    await nina.say('Well?')
    await house.shows('Well?')
    const shown = await files(house)
    expect(shown).toEqual(['parcel.png'])
    expect((await house.thread()).texts().join()).not.toContain('File: ')
    expect(house.slack.complaints()).toEqual([])
  })

  it('when Greenroom is restarted before it knows', async () => {
    const { house, nina } = await chat()
    house.slack.weather.brings({ method: COMPLETE, does: { kind: 'reset', stored: true } })
    house.slack.weather.brings({ method: 'files.info', times: 'always', does: { kind: 'fail' } })
    await sends(house, nina, 'Look', 'parcel.png')
    await house.slack.until(() => house.slack.calls(COMPLETE).length > 0, 'a try')
    await house.stop()
    house.slack.weather.clears()
    const again = await slackHouse({ slack: house.slack, data: house.dir })
    const later = await again.visitor(nina.token)
    await later.say('Well?')
    await again.shows('Well?')
    expect(await files(again)).toEqual(['parcel.png'])
    expect(house.slack.calls(COMPLETE)).toHaveLength(1)
  })

  it('and again in the new thread when the old one is locked', async () => {
    const { house, nina } = await chat()
    await sends(house, nina, 'Look', 'parcel.png')
    const first = await showsFile(house, 'parcel.png')
    house.slack.channel('support').locks(first.threadTs ?? '')
    await nina.say('Anyone?')
    const threads = () => house.slack.channel('support').threads()
    await house.slack.until(
      () => threads().length > 1 && threads().at(-1)?.texts().includes('Anyone?') === true,
      'a new thread',
    )
    const holds = threads().at(-1)?.holds ?? []
    expect(holds.flatMap((one) => one.files)).toEqual(['parcel.png'])
    expect(holds.map(({ text }) => text)).toEqual(['Where is my parcel?', 'Look', '', 'Anyone?'])
    expect(house.slack.complaints()).toEqual([])
  })
})

describe('a visitor’s file that Slack does not take', () => {
  it.each([
    [ASK, 'file_uploads_disabled', 'The workspace takes no files.'],
    [ASK, 'storage_limit_reached', 'The workspace has no room left for files.'],
    [ASK, 'missing_scope', 'The app lacks a permission'],
    [COMPLETE, 'malware_detected', 'Slack takes it for malware'],
    [COMPLETE, 'blocked_file_type', 'The workspace takes no files of this kind.'],
  ])('is a link that says why (%s: %s)', async (method, error, why) => {
    const { house, nina } = await chat()
    house.slack.weather.brings({ method, does: { kind: 'refuse', error } })
    await sends(house, nina, 'Look', 'parcel.png')
    await house.shows(why)
    await nina.say('Well?')
    await house.shows('Well?')
    const { holds } = await house.thread()
    const link = holds.find(({ text }) => text.includes(why))
    expect(link?.text).toContain('parcel.png')
    expect(holds.flatMap((one) => one.files)).toEqual([])
    const address = /"url":"([^"]+)"/.exec(JSON.stringify(link?.blocks))?.[1] ?? ''
    const got = await fetch(address)
    expect(Buffer.from(await got.arrayBuffer())).toEqual(PNG)
  })

  it('is a link that says so when Slack never gets round to showing it', async () => {
    const { house, nina } = await chat()
    house.slack.scansFilesFor(Infinity)
    await sends(house, nina, 'Look', 'parcel.png')
    await house.shows('Slack has it, but has not shown it yet.')
    await nina.say('Well?')
    await house.shows('Well?')
    expect(house.slack.calls(COMPLETE)).toHaveLength(1)
  })

  it('is a link beside the other file, which is uploaded', async () => {
    const { house, nina } = await chat()
    const does = { kind: 'refuse', error: 'file_type_not_allowed' } as const
    house.slack.weather.brings({ method: ASK, does })
    await sends(house, nina, '', 'one.png', 'two.png')
    expect((await showsFile(house, 'two.png')).files).toEqual(['two.png'])
    await house.shows('The workspace takes no files of this kind.')
    const texts = (await house.thread()).texts()
    expect(texts.at(-1)).toContain('File: one.png')
    expect(texts.at(-1)).not.toContain('two.png')
  })

  it('is deleted with its message all the same', async () => {
    const { house, nina } = await chat()
    house.slack.scansFilesFor(Infinity)
    await sends(house, nina, 'Look', 'parcel.png')
    await house.shows('has not shown it yet')
    const message = nina.held().at(-1)?.id ?? ''
    nina.send({ type: 'remove', id: 'remove-it-now-please', message })
    await house.slack.until(() => house.slack.calls('files.delete').length > 0, 'a deletion')
    await house.slack.until(
      async () => !(await house.thread()).texts().join().includes('File: '),
      'no link',
    )
    expect(await files(house)).toEqual([])
  })
})

describe('a slow look at a file', () => {
  it('keeps the visitor’s next words waiting until the file is shown', async () => {
    const { house, nina } = await chat()
    house.slack.scansFilesFor(300)
    await sends(house, nina, 'Look', 'parcel.png')
    await nina.say('Well?')
    await house.shows('Well?')
    const { holds } = await house.thread()
    expect(holds.map(({ text, files: shown }) => shown[0] ?? text)).toEqual([
      'Where is my parcel?',
      'Look',
      'parcel.png',
      'Well?',
    ])
  })
})
