import { describe, expect, test } from 'vitest'
import { checkSettings } from '../../src/config/check.ts'
import { folderWith, SMALLEST, withInbox } from './text.ts'

function check(text: string, variables: Readonly<Record<string, string>> = {}) {
  const folder = folderWith({ 'greenroom.yaml': text })
  const { ok, text: said } = checkSettings(`${folder}/greenroom.yaml`, variables)
  return { ok, said: said.replaceAll(`${folder}/`, '') }
}

describe('greenroom check', () => {
  test('says in short what right settings set up', () => {
    const hours = 'hours: { timezone: Europe/Berlin, weekly: { mon: [09:00-17:00] } }'
    const teams = 'teams: [{ id: vip, name: VIP }]\nagents: [{ id: ana, name: Ana }]\n'
    const text = teams + withInbox('team: vip', hours, 'canned: [{ name: hi, text: Hi! }]')
    expect(check(text)).toEqual({
      ok: true,
      said: `greenroom.yaml is all right.
Lantern House: 1 inbox
  demo “Juno Vale”: Mon 09:00–17:00, Europe/Berlin; to desk #support; team vip; widget on Greenroom’s own pages; 1 canned reply
Desk channels: #support
Teams: vip
Members to begin with: Ana`,
    })
  })

  test('names the sites that may show the widget', () => {
    const on = (origins: string) =>
      check(SMALLEST.replace('widget', `widget\n        origins: ${origins}`)).said
    expect(on('[https://a.example, https://b.example]')).toContain(
      'widget on https://a.example, https://b.example;',
    )
    expect(on('["*"]')).toContain('widget on every site;')
  })

  test('says everything that is wrong, in the environment and in the file', () => {
    const door = 'widget\n        identity_secret_env: SITE_SECRET'
    expect(check(SMALLEST.replace('widget', door), { PORT: 'x' })).toEqual({
      ok: false,
      said: `environment: PORT wants a port: a whole number from 0 to 65535; here it is "x"

greenroom.yaml:10:30  inboxes[0].doors[0].identity_secret_env names SITE_SECRET, which is not set in the environment
   10 |         identity_secret_env: SITE_SECRET
      |                              ^

2 things are wrong.`,
    })
  })

  test('is content when the secret is there', () => {
    const door = 'widget\n        identity_secret_env: SITE_SECRET'
    const secret = { SITE_SECRET: '0123456789abcdef' }
    expect(check(SMALLEST.replace('widget', door), secret).ok).toBe(true)
  })
})
