import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { PublicFile } from '../../../src/adapters/widget/protocol.ts'
import { HTML, PNG } from '../files/bytes.ts'
import { house, settingsWith, type House } from './house.ts'
import { bearer, openTab, session } from './visitor.ts'

function uploads(
  home: House,
  who: { token: string },
  bytes: Buffer<ArrayBuffer> | Buffer,
  name = 'photo.png',
) {
  return fetch(`${home.api}/files`, {
    method: 'POST',
    headers: {
      ...bearer(who),
      'content-type': 'image/png',
      'x-file-name': encodeURIComponent(name),
    },
    body: new Uint8Array(bytes),
  })
}

async function uploaded(home: House, who: { token: string }, name?: string) {
  const response = await uploads(home, who, PNG, name)
  return ((await response.json()) as { file: PublicFile }).file
}

describe('a file from a visitor', () => {
  it('is sent with a message, and can be opened from every copy of it', async () => {
    const home = await house()
    const who = await session(home)
    const file = await uploaded(home, who, 'für dich.png')
    expect(file).toMatchObject({ name: 'für dich.png', type: 'image/png', width: 1, height: 1 })
    const tab = await openTab(home, who)
    await tab.say('', home.fresh(), [file.id])
    await tab.until(() => tab.held().length === 1)
    const shown = tab.held()[0]?.files[0]
    expect(shown).toMatchObject({ id: file.id, name: 'für dich.png' })
    const opened = await fetch(`http://127.0.0.1:${home.port}${shown?.url}`)
    expect([opened.status, opened.headers.get('content-type')]).toEqual([200, 'image/png'])
  })

  it('has a fresh address whenever the message comes again', async () => {
    const home = await house()
    const who = await session(home)
    const file = await uploaded(home, who)
    await (await openTab(home, who)).say('Look', home.fresh(), [file.id])
    home.clock.at += 30 * 86_400_000
    const tab = await openTab(home, await session(home, who))
    await tab.until(() => tab.held().length === 1)
    const url = tab.held()[0]?.files[0]?.url ?? ''
    expect(url).not.toBe(file.url)
    expect((await fetch(`http://127.0.0.1:${home.port}${url}`)).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${home.port}${file.url}`)).status).toBe(410)
  })

  it('stays with the message when its words are changed', async () => {
    const home = await house()
    const who = await session(home)
    const file = await uploaded(home, who)
    const tab = await openTab(home, who)
    const sent = await tab.say('Lok', home.fresh(), [file.id])
    const id = home.fresh()
    tab.send({
      type: 'edit',
      id,
      message: sent.type === 'received' ? sent.message : '',
      text: 'Look',
    })
    await tab.fate(id)
    expect(await tab.showsIn(['Look'])).toBe(true)
    expect(tab.held()[0]?.files).toHaveLength(1)
  })

  it('cannot be taken by somebody else into their message', async () => {
    const home = await house()
    const [nina, otto] = [await session(home), await session(home)]
    const file = await uploaded(home, nina)
    const tab = await openTab(home, otto)
    expect(await tab.say('Mine now', home.fresh(), [file.id])).toMatchObject({
      error: 'A file of this message is not here any more. Add it again.',
    })
  })

  it('is refused, in words, when it is not what the inbox takes', async () => {
    const files = 'files: {max_bytes: 1KB, types: [image/*]}'
    const home = await house({ settings: settingsWith(undefined, [files]) })
    const who = await session(home)
    const answers = [
      await uploads(home, who, HTML, 'cute.png'),
      await uploads(home, who, Buffer.alloc(0)),
      await uploads(home, who, Buffer.concat([PNG, Buffer.alloc(1024)])),
    ]
    expect(answers.map(({ status }) => status)).toEqual([415, 400, 413])
    expect(await answers[0]?.json()).toEqual({
      error: 'This file is, by its content, text/plain. Taken here: pictures.',
    })
    expect(await answers[2]?.json()).toEqual({
      error: 'The file is larger than 1 KB, the most that is taken here.',
    })
  })

  it('of many gigabytes is told so after the first bytes, and is not read on for ever', async () => {
    const home = await house({ settings: settingsWith(undefined, ['files: {max_bytes: 10KB}']) })
    const who = await session(home)
    const socket = connect(home.port, '127.0.0.1')
    let answer = ''
    let written = 0
    socket.on('data', (data) => (answer += data.toString()))
    socket.on('error', () => undefined)
    const ended = new Promise((resolve) => socket.once('close', resolve))
    socket.write(
      [
        'POST /widget/v1/demo/files HTTP/1.1',
        'Host: 127.0.0.1',
        `Authorization: Bearer ${who.token}`,
        'Content-Length: 9000000000',
        '',
        '',
      ].join('\r\n'),
    )
    const pour = () => {
      while (!socket.destroyed && written < 500_000_000) {
        written += 65_536
        if (!socket.write(Buffer.alloc(65_536))) {
          socket.once('drain', pour)
          return
        }
      }
    }
    pour()
    await ended
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(written).toBeLessThan(100_000_000)
  })

  it('is one of a number in a minute', async () => {
    const door = '\n      - {channel: widget, origins: ["*"], limits: {files_per_minute: 2}}'
    const home = await house({ settings: settingsWith(door) })
    const who = await session(home)
    const answers = []
    for (let count = 0; count < 3; count += 1) answers.push(await uploads(home, who, PNG))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(await answers[2]?.json()).toEqual({
      error: 'That was a lot at once. Try again in 30 seconds.',
    })
  })
})
