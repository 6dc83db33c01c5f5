import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { freePort } from '../support/free-port.ts'

const root = join(import.meta.dirname, '../..')

/** `node src/main.ts` with this environment, as `npm start` runs it. */
function run(env: Record<string, string>, args: readonly string[] = ['src/main.ts']) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', HOST: '127.0.0.1', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  const hear = (text: string) => {
    said += text
    child.emit('heard')
  }
  child.stdout.setEncoding('utf8').on('data', hear)
  child.stderr.setEncoding('utf8').on('data', hear)
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return {
    child,
    ended,
    said: () => said,
    async says(wanted: RegExp): Promise<void> {
      while (!wanted.test(said))
        await Promise.race([once(child, 'heard'), ended.then(() => stopped(said))])
    },
  }
}

function stopped(said: string): never {
  throw new Error(`It ended. It said:\n${said}`)
}

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-process-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

describe('the process', () => {
  it('says where it is, answers, and stops cleanly when it is asked to', async () => {
    const port = String(await freePort())
    const greenroom = run({ PORT: port, GREENROOM_DATA: folder() })
    await greenroom.says(/desk\/enter\?token=\S{40,}/)
    expect(greenroom.said()).toContain(`http://127.0.0.1:${port}/demo`)
    expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${port}/demo`)).status).toBe(200)
    greenroom.child.kill('SIGTERM')
    expect(await greenroom.ended).toBe(0)
    expect(greenroom.said()).toContain('stopped')
  })

  it('stops when npm is ended, though the shell between hands no signal on', async () => {
    const shell =
      "require('child_process').spawn(process.execPath, ['src/main.ts'], { stdio: 'inherit' })"
    const env = { PORT: '0', GREENROOM_DATA: folder(), npm_lifecycle_event: 'start' }
    const greenroom = run(env, ['-e', shell])
    await greenroom.says(/desk\/enter/)
    greenroom.child.kill('SIGKILL')
    // Its output closes once nobody holds it any more.
    await greenroom.ended
    expect(greenroom.said()).toContain('stopped')
  })

  it('leaves the data to the process that has it', async () => {
    const data = folder()
    const first = run({ PORT: String(await freePort()), GREENROOM_DATA: data })
    await first.says(/desk\/enter/)
    const second = run({ PORT: String(await freePort()), GREENROOM_DATA: data })
    expect(await second.ended).toBe(1)
    expect(second.said()).toMatch(/another|in use/i)
    expect(second.said()).not.toMatch(/\n\s+at /)
  })

  it('says in a sentence that its port is taken', async () => {
    const port = String(await freePort())
    const first = run({ PORT: port, GREENROOM_DATA: folder() })
    await first.says(/desk\/enter/)
    const second = run({ PORT: port, GREENROOM_DATA: folder() })
    expect(await second.ended).toBe(1)
    expect(second.said()).toMatch(new RegExp(`Port ${port} .*PORT`))
  })

  it('does not start on wrong settings, and names key, line and column', async () => {
    const file = join(folder(), 'greenroom.yaml')
    writeFileSync(file, 'name: X\nchannels: [{id: a, name: a}]\ninboxs: []\n')
    const greenroom = run({ PORT: '0', GREENROOM_DATA: folder(), GREENROOM_CONFIG: file })
    expect(await greenroom.ended).toBe(1)
    expect(greenroom.said()).toMatch(
      /greenroom\.yaml:3:1\s+inboxs is not a key here: did you mean inboxes/,
    )
  })

  it('names a wrong environment variable without its value', async () => {
    const greenroom = run({ PORT: 'eighty', GREENROOM_SECRET: 'too short' })
    expect(await greenroom.ended).toBe(1)
    expect(greenroom.said()).toMatch(/PORT wants a port/)
    expect(greenroom.said()).toMatch(/GREENROOM_SECRET wants at least 32/)
    expect(greenroom.said()).not.toContain('too short')
  })

  it('keeps the former settings when an edit is wrong, says why, and takes a good one', async () => {
    const dir = folder()
    const file = join(dir, 'greenroom.yaml')
    const port = String(await freePort())
    const settings = (name: string) =>
      `name: X\nchannels: [{id: a, name: a}]\ninboxes: [{id: demo, name: ${name}, places: [{chat: desk, channel: a}], doors: [{channel: widget}]}]\n`
    writeFileSync(file, settings('Juno'))
    const greenroom = run({ PORT: port, GREENROOM_DATA: dir, GREENROOM_CONFIG: file })
    await greenroom.says(/desk\/enter/)
    const name = async () =>
      (
        (await (await fetch(`http://127.0.0.1:${port}/widget/v1/demo/settings`)).json()) as {
          name: string
        }
      ).name
    expect(await name()).toBe('Juno')
    writeFileSync(file, settings('Juno').replace('id: demo', 'idd: demo'))
    await greenroom.says(/idd is not a key/)
    expect(await name()).toBe('Juno')
    writeFileSync(file, settings('Vale'))
    await greenroom.says(/settings taken/)
    expect(await name()).toBe('Vale')
  })

  it('tells one conversation’s story in its log, without a word of it', async () => {
    const port = await freePort()
    const greenroom = run({ PORT: String(port), GREENROOM_DATA: folder() })
    await greenroom.says(/desk\/enter/)
    const api = `http://127.0.0.1:${port}/widget/v1/demo`
    const headers = { 'content-type': 'application/json', origin: `http://127.0.0.1:${port}` }
    const session = (await (
      await fetch(`${api}/session`, { method: 'POST', headers, body: '{}' })
    ).json()) as { token: string }
    const frame = { type: 'send', id: 'x'.repeat(20), text: 'my secret is plum', files: [] }
    const sent = await fetch(`${api}/messages`, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${session.token}` },
      body: JSON.stringify(frame),
    })
    expect(sent.status).toBe(200)
    await greenroom.says(/"msg":"visitorWrote"/)
    expect(greenroom.said()).toMatch(/"conversation":"[^"]+".*"msg":"opened"/)
    expect(greenroom.said()).not.toContain('plum')
    expect(greenroom.said()).not.toContain(session.token)
  })
})

describe('greenroom check', () => {
  it('is content with the example', async () => {
    const check = run({}, ['src/cli.ts', 'check'])
    expect(await check.ended).toBe(0)
    expect(check.said()).toMatch(/is all right/)
  })

  it('says what it can do', async () => {
    const help = run({}, ['src/cli.ts', 'help'])
    expect(await help.ended).toBe(0)
    expect(help.said()).toMatch(/greenroom check.*greenroom taxonomy/s)
    expect(
      help
        .said()
        .split('\n')
        .filter((line) => line.length > 80),
    ).toEqual([])
    const one = run({}, ['src/cli.ts', 'taxonomy', '--help'])
    expect(await one.ended).toBe(0)
    expect(one.said()).toMatch(/^greenroom taxonomy\n(?!.*greenroom check)/s)
    const wrong = run({}, ['src/cli.ts', 'dance'])
    expect(await wrong.ended).toBe(2)
    expect(wrong.said()).toMatch(/^There is no command dance: .*greenroom help says/s)
  })
})
