import { describe, expect, test } from 'vitest'
import { inboxOf, loadSettings } from '../../src/config.ts'
import { parseSettings } from '../../src/config/load.ts'
import type { Settings } from '../../src/config.ts'
import { folderWith, SMALLEST, withInbox } from './text.ts'

function settingsOf(text: string): Settings {
  const result = parseSettings('greenroom.yaml', text)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.settings
}

function firstInbox(text: string) {
  const [inbox] = settingsOf(text).inboxes
  if (!inbox) throw new Error('no inbox')
  return inbox
}

describe('settings', () => {
  test('few lines are enough: the rest has defaults that work', () => {
    expect(settingsOf(SMALLEST)).toMatchObject({
      name: 'Lantern House',
      language: 'en',
      teams: [],
      channels: [{ id: 'support', name: 'Support', purpose: '' }],
      agents: [],
      sla: [],
      classify: {
        confidence: 0.6,
        wait: 250,
        languages: [],
        embedded: true,
        openai: { model: 'gpt-5.4-mini' },
        report: null,
      },
      taxonomy: { labels: [] },
    })
    expect(firstInbox(SMALLEST)).toEqual({
      id: 'demo',
      name: 'Juno Vale',
      language: 'en',
      color: '#3a7d44',
      position: 'right',
      greeting: 'Hello! Write to us here.',
      away: 'We are away at the moment. Leave a message: we will answer it here.',
      doors: [
        {
          channel: 'widget',
          origins: [],
          identity_secret_env: null,
          limits: {
            messages_per_minute: 30,
            burst: 10,
            files_per_minute: 10,
            new_conversations_per_hour_per_ip: 20,
          },
        },
      ],
      moves: [],
      places: [{ chat: 'desk', channel: 'support' }],
      team: null,
      priority: 'normal',
      tags: [],
      hours: 'always',
      voice: '',
      reply_as: 'agent',
      persona: null,
      undo: { reply: 3_000, first: 6_000 },
      reopen_within: 7 * 86_400_000,
      files: {
        max_bytes: 10 * 1_024 ** 2,
        types: ['image/*', 'audio/*', 'video/*', 'application/pdf', 'text/plain'],
      },
      languages: [],
      sla: null,
      departments: [],
      prechat: [],
      canned: [],
      routed: [],
    })
  })

  test('durations become milliseconds and sizes bytes', () => {
    const inbox = firstInbox(
      withInbox(
        'undo: { reply: 0s, first: 1500ms }',
        'reopen_within: 12h',
        'files: { max_bytes: 512KB }',
      ),
    )
    expect(inbox.undo).toEqual({ reply: 0, first: 1_500 })
    expect(inbox.reopen_within).toBe(12 * 3_600_000)
    expect(inbox.files.max_bytes).toBe(512 * 1_024)
  })

  test('hours become minutes of a whole week', () => {
    const inbox = firstInbox(
      withInbox('hours: { timezone: Europe/Berlin, weekly: { mon: [09:00-12:30, 22:00-02:00] } }'),
    )
    const closed = { tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
    expect(inbox.hours).toEqual({
      timezone: 'Europe/Berlin',
      weekly: {
        mon: [
          { from: 540, to: 750 },
          { from: 1_320, to: 1_560 },
        ],
        ...closed,
      },
      holidays: [],
    })
  })

  test('an inbox speaks the language of the installation unless it has its own', () => {
    expect(firstInbox(`language: de\n${SMALLEST}`).language).toBe('de')
    expect(firstInbox(`language: de\n${withInbox('language: pt-BR')}`).language).toBe('pt-BR')
  })

  test('every site may show the widget only when that is written out', () => {
    const text = (origins: string) =>
      SMALLEST.replace('widget', `widget\n        origins: ${origins}`)
    expect(firstInbox(text("['*']")).doors[0]?.origins).toEqual(['*'])
    expect(
      firstInbox(text('[https://a.example, http://localhost:8080]')).doors[0]?.origins,
    ).toEqual(['https://a.example', 'http://localhost:8080'])
  })

  test('what is written once can be used again', () => {
    const text = `${SMALLEST}    hours: &office { timezone: UTC, weekly: { mon: [09:00-17:00] } }
  - id: shop
    name: Shop
    doors: [{ channel: widget }]
    places: [{ chat: desk, channel: support }]
    hours: *office
`
    const [demo, shop] = settingsOf(text).inboxes
    expect(shop?.hours).toEqual(demo?.hours)
  })

  test('an inbox is found by its id', () => {
    const settings = settingsOf(SMALLEST)
    expect(inboxOf(settings, 'demo')?.name).toBe('Juno Vale')
    expect(inboxOf(settings, 'nobody')).toBeNull()
  })

  test('they are read from a file', () => {
    const file = `${folderWith({ 'greenroom.yaml': SMALLEST })}/greenroom.yaml`
    expect(loadSettings(file)).toEqual({ ok: true, settings: settingsOf(SMALLEST) })
  })
})

describe('the example', () => {
  const result = loadSettings('config/greenroom.yaml')
  const settings = result.ok ? result.settings : null

  test('it is right', () => {
    expect(result).toMatchObject({ ok: true })
  })

  test('it shows two inboxes, one with hours, each with a voice and canned replies', () => {
    expect(settings?.inboxes.map(({ id }) => id)).toEqual(['demo', 'shop'])
    expect(settings?.inboxes.map(({ hours }) => hours === 'always')).toEqual([true, false])
    expect(settings?.inboxes.every(({ voice, canned }) => voice !== '' && canned.length >= 3)).toBe(
      true,
    )
  })

  test('its demo answers on Greenroom’s own pages and on no other site', () => {
    expect(settings?.inboxes.map(({ doors }) => doors.map(({ origins }) => origins))).toEqual([
      [[]],
      [[]],
    ])
  })
})
