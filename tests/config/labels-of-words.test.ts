import { describe, expect, it } from 'vitest'
import { routes } from '../../src/cli/routes.ts'
import type { Classification, LabelId } from '../../src/conversation/labels.ts'
import type { Classifier } from '../../src/ports.ts'
import { folderWith, SMALLEST } from './text.ts'

const SETTINGS = `teams: [{ id: support, name: Support }, { id: shop, name: Shop }]
sla: [{ name: Fast, first_response: 10m }]
${SMALLEST}routes:
  - { name: Words, when: { words: chargeback }, then: { priority: urgent } }
  - { name: Refunds, when: { intent: refund }, then: { team: shop } }
  - { name: Records, when: { words: record }, then: { assign: least-busy, skills: [vinyl, customs], sla: Fast } }
  - { name: Upset, when: { sentiment: negative }, then: { priority: high } }
`

const LABELS = `intents:
  - { id: refund, name: Refund, was: [money-back], examples: [I want my money back] }
  - { id: praise, name: Praise, examples: [you are great] }
departments: [{ team: shop }]
`

const NOTHING: Classification = {
  intent: null,
  department: null,
  priority: null,
  sentiment: null,
  language: null,
  abuse: 0.02,
  spam: 0.01,
}

const refund = (confidence: number): Classification => ({
  ...NOTHING,
  intent: { label: 'refund' as LabelId, confidence },
})

/** A machine that says this of every text. */
function machine(said: Classification | null) {
  const heard: string[] = []
  let stopped = 0
  const classifier: Classifier = {
    name: 'embedded',
    async classify(text, { intents }) {
      heard.push(`${text}: ${intents.map(({ id }) => id).join(', ')}`)
      return said
    },
    async stop() {
      stopped += 1
    },
  }
  return { classifier, heard, stops: () => stopped }
}

async function asked(
  args: readonly string[],
  { classifier }: { readonly classifier: Classifier | null },
  files: Readonly<Record<string, string>> = {},
) {
  const folder = folderWith({ 'greenroom.yaml': SETTINGS, 'taxonomy.yaml': LABELS, ...files })
  const said: string[] = []
  const code = await routes(
    ['test', ...args],
    { GREENROOM_CONFIG: `${folder}/greenroom.yaml`, GREENROOM_DATA: folder },
    { print: (text) => said.push(text), classifierFor: async () => classifier },
  )
  expect(code).toBe(0)
  return said.join('\n').split('\n')
}

describe('greenroom routes test', () => {
  it('says what a machine makes of the words, and where the rules send it by that', async () => {
    const embedded = machine(refund(0.82))
    expect(await asked(['I want my money back'], embedded)).toEqual([
      'What it is about, as Greenroom says:',
      '• intent: Refund, 82 % sure',
      '• abuse: 2 % likely',
      '• spam: 1 % likely',
      'Routed by “Refunds”: desk #support; team shop; priority normal.',
      'Why none before it did:',
      '• “Words”: the visitor has not written “chargeback”.',
    ])
    expect(embedded.heard).toEqual(['I want my money back: refund, praise'])
    expect(embedded.stops()).toBe(1)
  })

  it('says who is to answer, and by which policy', async () => {
    expect(await asked(['A broken record'], machine(NOTHING))).toContain(
      'Routed by “Records”: desk #support; no team; priority normal; given to whoever has the fewest; for who knows vinyl, customs; policy Fast.',
    )
  })

  it('says when a machine is not sure enough', async () => {
    const lines = await asked(['hm'], machine(refund(0.45)))
    expect(lines).toContain('• intent: Refund, 45 % sure: not enough to route by')
    expect(lines).toContain(
      '• “Refunds”: the intent is Refund, but only 45 % sure; 60 % is wanted.',
    )
    expect(lines).toContain('• “Upset”: the sentiment is not known.')
  })

  it('says when a machine cannot say', async () => {
    const lines = await asked(['…'], machine(null))
    expect(lines.slice(0, 2)).toEqual(['What it is about, as Greenroom says:', '• it cannot say'])
    expect(lines).toContain('• “Refunds”: the intent is not known.')
  })

  it('takes what is said by hand in place of what a machine says', async () => {
    const by = ['--intent', 'praise=0.9', '--sentiment', 'negative', '--department', 'shop=0.3']
    const lines = await asked(['hm', ...by], machine(refund(0.82)))
    expect(lines.slice(0, 4)).toEqual([
      'What it is about, as Greenroom says:',
      '• intent: Praise, 90 % sure, as you say',
      '• department: Shop, 30 % sure, as you say: not enough to route by',
      '• sentiment: negative, as you say',
    ])
    expect(lines).toContain('Routed by “Upset”: desk #support; no team; priority high.')
  })

  it('asks no machine where that is not wanted, or there is nothing to choose from', async () => {
    const embedded = machine(refund(0.82))
    const plain = 'No rule chose, so it went as its inbox says: '
    const first = async (...given: Parameters<typeof asked>) => (await asked(...given))[0]
    expect(await first(['hm', '--no-classify'], embedded)).toContain(plain)
    expect(await first(['hm', '--no-classify', '--intent', 'money-back'], embedded)).toBe(
      'What it is about, as you say:',
    )
    const bare = { 'greenroom.yaml': `teams: [{ id: shop, name: Shop }]\n${SMALLEST}` }
    expect(await first(['hm'], embedded, { ...bare, 'taxonomy.yaml': '' })).toContain(
      'There was no rule to ask',
    )
    for (const off of ['classify: off', 'classify: { embedded: false }'])
      expect(await first(['hm'], embedded, { 'greenroom.yaml': `${SETTINGS}${off}\n` })).toContain(
        plain,
      )
    expect(await first(['hm'], { classifier: null })).toContain(plain)
    expect(embedded.heard).toEqual([])
  })

  it('says what it wants where a label is not there', async () => {
    const wrong = async (...args: string[]) =>
      asked(['hm', ...args], machine(null)).catch((error: unknown) => String(error))
    expect(await wrong('--intent', 'refnd')).toBe(
      'Error: --intent refnd is none of the intents: did you mean refund?',
    )
    expect(await wrong('--intent', 'refund=90')).toBe(
      'Error: --intent wants a label, and after = how sure, as refund=0.9, not refund=90.',
    )
    expect(await wrong('--sentiment', 'angry')).toBe(
      'Error: --sentiment angry is none of the sentiments: there are negative, neutral, positive',
    )
    expect(await wrong('--department', 'sales')).toBe(
      'Error: --department sales is none of the departments: there is shop',
    )
  })
})
