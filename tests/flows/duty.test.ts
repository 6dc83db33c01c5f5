import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openTab, session } from '../adapters/widget/visitor.ts'
import type { DeskPage } from '../support/desk-page.ts'
import { enter } from '../support/desk.ts'
import { openDeskPage } from '../support/desk-page.ts'
import type { SlackHouse } from '../support/slack-house.ts'
import { slackHouse } from '../support/slack-house.ts'
import { whole } from '../support/whole.ts'
import type { Whole } from '../support/whole.ts'

const lineIn =
  (house: Pick<Whole, 'fresh'>) =>
  (page: DeskPage, text: string, thread: string | null = null) =>
    page.ask({ type: 'line', id: house.fresh(), thread, text })

async function writes(house: Whole, text: string) {
  const tab = await openTab(house, await session(house), { origin: 'https://shop.example' })
  await tab.say(text)
  return tab
}

/** Resolves once a page shows this member as on duty, or off it. */
async function seen(page: DeskPage, name: string, onDuty: boolean) {
  await page.until('world', ({ members }) =>
    members.some((one) => one.name === name && one.onDuty === onDuty),
  )
}

describe('duty at the desk', () => {
  it('is changed by a line and seen at once on every page', async () => {
    const house = await whole()
    const line = lineIn(house)
    const [ana, ben] = [await house.admin(), await house.sits('Ben')]
    await seen(ana, 'Ben', true)
    await writes(house, 'hello')
    await ben.holds(() => ben.threads.size > 0)
    await line(ben, '/claim', [...ben.threads.keys()][0])
    expect(await line(ben, '/off')).toMatchObject({
      ok: true,
      text: 'You are off duty now. You still have 1 open conversation: #1001. `/transfer` or `/release` what cannot wait.',
    })
    await seen(ana, 'Ben', false)
    await ben.until('world', ({ me }) => !me.onDuty)
    expect(await line(ana, '/members')).toMatchObject({
      text: 'Ana — admin, on duty, in Support and Billing\nBen — agent, off duty, in no team',
    })
    expect(await line(ben, '/on @Ana')).toMatchObject({
      error: 'Only a supervisor may put Ana on or off duty.',
    })
    ana.forget()
    expect(await line(ana, '/on @Ben')).toMatchObject({ text: 'Ben is on duty now.' })
    await seen(ana, 'Ben', true)
  })

  it('is as it was when Greenroom starts again', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'greenroom-duty-'))
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
    const before = await whole({ data: dir })
    const { cookie } = await before.admin()
    await lineIn(before)(await before.admin(), '/off')
    await before.stop()
    const after = await whole({ data: dir })
    const page = await openDeskPage(after.url, cookie)
    page.send({ type: 'hello', cursor: null })
    expect((await page.until('world')).me).toMatchObject({ name: 'Ana', onDuty: false })
  })
})

describe('/queue at the desk', () => {
  it('lists in any thread and in none who waits, and no longer who was answered', async () => {
    const house = await whole()
    const line = lineIn(house)
    const [ana, ben] = [await house.admin(), await house.sits('Ben')]
    expect(await line(ben, '/queue')).toMatchObject({ text: 'Nobody waits for an answer.' })
    await writes(house, 'first')
    await writes(house, 'second')
    await ben.holds(() => ben.threads.size === 2)
    const [first] = [...ben.threads.values()].toSorted((one, other) => one.number - other.number)
    const id = first?.id ?? ''
    await line(ben, '/claim', id)
    expect(await line(ana, '/queue', id)).toMatchObject({
      text: expect.stringMatching(
        /^2 visitors wait for an answer\.\n#1001 .+ — waits a moment · Ben · Juno Vale\n#1002 .+ · nobody has it · /,
      ) as unknown,
    })
    await ben.ask({
      type: 'say',
      id: house.fresh(),
      thread: id,
      text: 'Hello!',
      files: [],
      showed: 'reply',
    })
    expect(await line(ana, '/queue')).toMatchObject({
      text: expect.stringMatching(/^1 visitor waits for an answer\.\n#1002/) as unknown,
    })
    expect(await line(ben, '/queue mine')).toMatchObject({
      text: expect.stringMatching(/#1001 .+ — answered · Ben/) as unknown,
    })
  })
})

describe('duty, the queue and roles in Slack', () => {
  it('are commands of the channel', async () => {
    const house = await slackHouse()
    const says = told(house)
    const nina = await house.visitor()
    await nina.say('hello')
    await house.thread()
    expect(await says('ana', '/greenroom queue')).toMatch(
      /^1 visitor waits.*\n#1001 .+ · Juno Vale$/,
    )
    expect(await says('ana', '/greenroom off')).toBe('You are off duty now.')
    expect(await says('ana', '/greenroom members')).toContain('Ana — agent, off duty')
    expect(await says('ana', '/greenroom off @Ben')).toContain('Only a supervisor')
    expect(await says('cleo', '/greenroom on @Ana')).toBe('Ana is on duty now.')
  })

  it('let an administrator raise a colleague, who may then do what supervisors do', async () => {
    const house = await slackHouse()
    const says = told(house)
    expect(await says('cleo', '/greenroom role @Ben supervisor')).toContain('is for an admin')
    await atTheDesk(house, '/role Cleo admin')
    expect(await says('cleo', '/greenroom role @Ben supervisor')).toBe('Ben is supervisor now.')
    expect(await says('ben', '/greenroom off @Ana')).toBe('Ana is off duty now.')
    // As Slack sends a name that was picked from its list.
    const ana = `<@${house.slack.user('ana').id}|ana.lima>`
    expect(await says('ben', `/greenroom on ${ana}`)).toBe('Ana is on duty now.')
    expect(await says('cleo', `/greenroom role ${ana} creator`)).toBe('Ana is creator now.')
    expect(await says('cleo', '/greenroom role <@U0STRANGER|zed> agent')).toContain('called “zed”')
    expect(await says('cleo', '/greenroom role @Cleo agent')).toContain('another administrator')
  })
})

/** What somebody is told in the channel after a slash command. */
function told(house: SlackHouse) {
  return async (who: string, line: string) => {
    const user = house.slack.user(who)
    const before = user.ephemerals('support').length
    await user.runs(line, 'support')
    await house.slack.until(
      () => user.ephemerals('support').length > before,
      `an answer to ${line}`,
    )
    return user.ephemerals('support')[before]?.text
  }
}

async function atTheDesk(house: SlackHouse, text: string) {
  const link = new URL(await house.greenroom.signInLink(), house.url).href
  const page = await openDeskPage(house.url, await enter(house.url, link, 'Olga'))
  page.send({ type: 'hello', cursor: null })
  await page.until('world')
  const done = await page.ask({ type: 'line', id: 'line-000000000000000001', thread: null, text })
  expect(done).toMatchObject({ ok: true })
}
