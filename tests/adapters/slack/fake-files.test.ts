import { describe, expect, it } from 'vitest'
import { objectsAt, stringAt } from '../../support/slack/json.ts'
import { realClient } from './real-apps.ts'
import { matching, refusal, slackWorld } from './slack-world.ts'

const world = slackWorld()

const PICTURE = Buffer.from('89504e470d0a1a0a', 'hex')

async function open() {
  const slack = await world.slack()
  const app = await world.socketApp(slack)
  const client = realClient(slack)
  const shared = async () => {
    await slack.until(() => app.events().some((one) => one['subtype'] === 'file_share'), 'the file')
    const event = app.events().find((one) => one['subtype'] === 'file_share')
    return { event, file: objectsAt(event, 'files')[0] }
  }
  return { slack, app, client, shared, ana: slack.user('ana') }
}

describe('a file from a person', () => {
  it('comes with its message, and its bytes only for the token', async () => {
    const { slack, shared, ana } = await open()
    const root = await ana.says('support', 'Root')
    const given = { name: 'receipt.png', content: PICTURE }
    await ana.uploads('support', given, { thread: root, saying: 'See *this*' })
    const { event, file } = await shared()
    expect(event).toMatchObject({
      user: ana.id,
      thread_ts: root.ts,
      text: 'See *this*',
      upload: true,
    })
    expect(file).toMatchObject({
      name: 'receipt.png',
      mimetype: 'image/png',
      size: 8,
      mode: 'hosted',
    })
    const url = stringAt(file, 'url_private_download') ?? ''
    const bare = await fetch(url)
    expect(bare.status).toBe(200)
    expect(bare.headers.get('content-type')).toContain('text/html')
    expect(await bare.text()).toContain('<!DOCTYPE html>')
    const bearer = async (token: string) =>
      fetch(url, { headers: { authorization: `Bearer ${token}` } })
    expect(Buffer.from(await (await bearer(slack.botToken)).arrayBuffer())).toEqual(PICTURE)
    const less = await bearer(slack.token(['chat:write']))
    expect(less.headers.get('content-type')).toContain('text/html')
    slack.weather.brings({ method: 'download', does: { kind: 'login page' } })
    expect(await (await bearer(slack.botToken)).text()).toContain('Sign in')
    expect(await (await bearer(slack.botToken)).arrayBuffer()).toHaveProperty('byteLength', 8)
  })

  it('is a tombstone once it is deleted, though nobody edited the message', async () => {
    const { slack, app, shared, ana } = await open()
    const message = await ana.uploads('support', { name: 'a.txt', content: 'hello' })
    const { file } = await shared()
    await ana.deletesFile(message, 'a.txt')
    await slack.settled()
    const changed = app.events().at(-1)
    expect(changed).toMatchObject({
      subtype: 'message_changed',
      message: { files: [{ id: stringAt(file, 'id'), mode: 'tombstone' }] },
    })
    expect(slack.channel('support').message(message).files).toEqual(['(deleted)'])
  })

  it('has to be asked for when it is from another workspace', async () => {
    const { slack, client, shared } = await open()
    const mallory = slack.user('mallory')
    await mallory.uploads('partners', { name: 'x.pdf', content: 'pdf', foreign: true })
    const { file } = await shared()
    expect(file).toMatchObject({ file_access: 'check_file_info' })
    expect(file).not.toHaveProperty('url_private')
    const info = await client.files.info({ file: stringAt(file, 'id') ?? '' })
    expect(info.file).toMatchObject({ name: 'x.pdf', file_access: 'visible' })
  })
})

describe('a file from the app', () => {
  it('goes by uploadV2, and its message is known only afterwards', async () => {
    const { slack, client, shared, ana } = await open()
    const root = await ana.says('support', 'Root')
    const channel = slack.channel('support').id
    const result = await client.filesUploadV2({
      channel_id: channel,
      thread_ts: root.ts,
      file: PICTURE,
      filename: 'shot.png',
      initial_comment: 'From Nina',
    })
    expect(JSON.stringify(result)).not.toContain('"shares"')
    const { event, file } = await shared()
    expect(event).toMatchObject({ user: slack.botUserId, bot_id: slack.botId, thread_ts: root.ts })
    const info = await client.files.info({ file: stringAt(file, 'id') ?? '' })
    expect(info.file?.shares?.public?.[channel]).toMatchObject([
      { ts: event?.['ts'], thread_ts: root.ts },
    ])
    expect(slack.channel('support').thread(root).holds).toMatchObject([
      { text: 'From Nina', files: ['shot.png'], by: 'Greenroom' },
    ])
    expect(slack.complaints()).toEqual([])
  })

  it('is not there when nothing was sent, and not whole when it is shorter than announced', async () => {
    const { slack, client } = await open()
    const ticket = await client.files.getUploadURLExternal({ filename: 'a.txt', length: 5 })
    const complete = async () =>
      client.files.completeUploadExternal({ files: [{ id: ticket.file_id ?? '' }] })
    expect(await refusal(complete())).toBe('file_not_found')
    await fetch(ticket.upload_url ?? '', { method: 'POST', body: 'hey' })
    await complete()
    expect(slack.complaints()).toMatchObject(
      [/nothing was sent/, /5 bytes and came with 3/].map((one) => matching(one)),
    )
    const lounge = client.filesUploadV2({ channel_id: slack.channel('lounge').id, file: PICTURE })
    expect(await refusal(lounge)).toBe('not_in_channel')
  })

  it('stands under another name when the app asks for it, and once it was looked over', async () => {
    const { slack, client, shared, ana } = await open()
    const root = await ana.says('support', 'Root')
    const channel = slack.channel('support').id
    const upload = async () => {
      const ticket = await client.files.getUploadURLExternal({ filename: 'a.txt', length: 5 })
      await fetch(ticket.upload_url ?? '', { method: 'POST', body: 'hello' })
      return ticket.file_id ?? ''
    }
    const complete = async (id: string) =>
      client.apiCall('files.completeUploadExternal', {
        files: [{ id }],
        channel_id: channel,
        thread_ts: root.ts,
        username: 'Nina',
      })
    slack.scansFilesFor(Infinity)
    const never = await upload()
    await complete(never)
    await client.files.delete({ file: never })
    slack.scansFilesFor(5)
    const id = await upload()
    await complete(id)
    const { event } = await shared()
    expect(event).toMatchObject({ bot_id: slack.botId, username: 'Nina', subtype: 'file_share' })
    expect(event).not.toHaveProperty('user')
    expect(slack.channel('support').thread(root).holds).toMatchObject([
      { by: 'Nina', files: ['a.txt'] },
    ])
    await complete(id)
    expect(slack.complaints()).toEqual([matching(/was completed before/)])
  })

  it('is not shown when it is deleted while Slack looks it over', async () => {
    const { slack, client, ana } = await open()
    const root = await ana.says('support', 'Root')
    slack.scansFilesFor(50)
    await client.filesUploadV2({
      channel_id: slack.channel('support').id,
      thread_ts: root.ts,
      file: PICTURE,
      filename: 'shot.png',
    })
    const { files = [] } = await client.files.list({})
    await client.files.delete({ file: files[0]?.id ?? '' })
    await ana.uploads('support', { name: 'mine.txt', content: 'hello' }, { thread: root })
    slack.scansFilesFor(60)
    await client.filesUploadV2({
      channel_id: slack.channel('support').id,
      thread_ts: root.ts,
      file: PICTURE,
      filename: 'later.png',
    })
    const shown = () =>
      slack
        .channel('support')
        .thread(root)
        .holds.flatMap((one) => one.files)
    await slack.until(() => shown().includes('later.png'), 'the later file')
    expect(shown()).toEqual(['mine.txt', 'later.png'])
  })

  it('takes the bytes of an upload once, though its answer may be lost', async () => {
    const { slack, client } = await open()
    const ticket = await client.files.getUploadURLExternal({ filename: 'a.txt', length: 5 })
    const send = async () => fetch(ticket.upload_url ?? '', { method: 'POST', body: 'hello' })
    slack.weather.brings({ method: 'upload', does: { kind: 'fail', stored: true } })
    expect((await send()).status).toBe(500)
    expect((await send()).status).toBe(404)
    expect(slack.complaints()).toEqual([])
  })

  it('can be deleted by the app, but not a person’s', async () => {
    const { client, shared, ana } = await open()
    await ana.uploads('support', { name: 'a.txt', content: 'hello' })
    const { file } = await shared()
    expect(await refusal(client.files.delete({ file: stringAt(file, 'id') ?? '' }))).toBe(
      'cant_delete_file',
    )
    expect(await refusal(client.files.info({ file: 'F404' }))).toBe('file_not_found')
  })
})
