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
  demo “Juno Vale”: Mon 09:00–17:00, Europe/Berlin; to desk #support; team vip;
    widget on Greenroom’s own pages; 1 canned reply
Desk channels: #support
Teams: vip
Labelled by: Greenroom on this machine
Members to begin with: Ana`,
    })
  })

  test('names the sites that may show the widget', () => {
    const on = (origins: string) =>
      check(SMALLEST.replace('widget', `widget\n        origins: ${origins}`)).said
    expect(on('[https://a.example, https://b.example]')).toContain(
      'https://a.example, https://b.example;',
    )
    expect(on('["*"]').replaceAll(/\s+/g, ' ')).toContain('widget on every site;')
  })

  test('says how conversations are given out, and how soon they are answered', () => {
    const text = `${withInbox('team: vip', 'sla: Fast', 'departments: [{ team: vip }]', 'prechat: [{ ask: email, label: E-mail }]')}
teams:
  - { id: vip, name: VIP, assign: least-busy, overflow: { team: sales, after: 2m } }
  - { id: sales, name: Sales, assign: round-robin }
sla: [{ name: Fast, first_response: 5m }]
`
    const { said } = check(text)
    expect(said).toContain('1 department; 1 question; policy')
    expect(said).toContain(
      'Teams: vip (to the least busy; after two minutes to sales), sales (each in turn)\nPolicies: Fast',
    )
    expect(said.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  test('says whether what visitors write leaves the house', () => {
    const key = { OPENAI_API_KEY: 'sk-a-key-of-the-tests' }
    const by = (classify: string, variables: Readonly<Record<string, string>>) =>
      check(`${SMALLEST}classify: ${classify}\n`, variables).said.replaceAll(/\s+/g, ' ')
    expect(by('on', key)).toContain(
      'Labelled by: Greenroom on this machine; OpenAI (gpt-5.4-mini), to which visitors’ first messages are sent',
    )
    expect(by('on', {})).not.toContain('OpenAI')
    expect(by('{ openai: off }', key)).not.toContain('OpenAI')
    expect(by('off', key)).toContain('Labelled by: people alone')
  })

  test('says what is right, and yet hardly meant', () => {
    const rules = (first: string, rest = '') =>
      check(`${SMALLEST}${rest}routes: [{ name: R, ${first} }]\n`).said.split('Worth a look:\n')[1]
    expect(rules('when: { words: [a] }, then: {}')).toBeUndefined()
    expect(rules('when: { sentiment: negative, confidence: 0.7 }, then: {}')).toBeUndefined()
    expect(rules('when: { language: de, confidence: 0.7 }, then: {}')).toBeUndefined()
    expect(rules('when: { words: [a], confidence: 0.7 }, then: {}')).toBe(
      '• “R” says confidence, and asks for no label: it changes nothing.',
    )
    expect(rules('when: { sentiment: negative }, then: {}', 'classify: off\n')).toBe(
      '• classify is off: “R” can hold only once a person has said what it is about.',
    )
    expect(rules('when: { words: [a] }, then: { skills: [cakes] }')).toBe(
      '• “R” asks for cakes, which no agent of the settings has under skills.',
    )
    const ana = 'agents: [{ id: ana, name: Ana, skills: [cakes] }]\n'
    expect(rules('when: { words: [a] }, then: { skills: [cakes] }', ana)).toBeUndefined()
  })

  test('says of a rule that its inbox does not use the label that it asks for', () => {
    const shop = `  - { id: shop, name: Shop, doors: [{ channel: widget }], places: [{ chat: desk, channel: support }] }\n`
    const folder = folderWith({
      'greenroom.yaml': `${SMALLEST}${shop}routes: [{ name: R, when: { intent: tour, inbox: shop }, then: {} }]\n`,
      'taxonomy.yaml': 'intents: [{ id: tour, name: Tour, inboxes: [demo] }]\n',
    })
    expect(checkSettings(`${folder}/greenroom.yaml`, {}).text).toContain(
      '• “R” asks for tour, which its inbox does not use by taxonomy.yaml.',
    )
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
