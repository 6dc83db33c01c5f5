import { describe, expect, it } from 'vitest'
import type { Conversation } from '../../src/conversation/conversation.ts'
import type { InboxId, VisitorId } from '../../src/conversation/ids.ts'
import { plainText, textContent } from '../../src/conversation/message.ts'
import { subjectAgain, subjectOf } from '../../src/routing/opening.ts'
import type { Usual } from '../../src/routing/opening.ts'
import type { Rule } from '../../src/routing/rules.ts'
import { chooseRoute } from '../../src/routing/rules.ts'
import { given, NOW, rule, usual, wanted } from './subjects.ts'

const SHOP = [{ chat: 'desk', channel: 'shop' }]

const inbox: Usual = {
  hours: 'always',
  language: 'en',
  route: usual,
  departments: [
    { team: 'sales', places: null },
    { team: 'shop', places: SHOP },
  ],
}

const from = {
  visitor: 'nina' as VisitorId,
  inbox: 'demo' as InboxId,
  door: { channel: 'widget', address: 'a' },
}

function goesTo(attributes: Record<string, string>, rules: readonly Rule[] = [], its = inbox) {
  const opens = { from, content: textContent('hello'), last: null }
  const subject = subjectOf(opens, { attributes, verifiedAs: null }, its)
  return chooseRoute(rules, subject, NOW).route
}

describe('a visitor who chose a department', () => {
  it.each<readonly [title: string, attributes: Record<string, string>, more: object]>([
    ['goes to its team, in the inbox’s places', { department: 'sales' }, { team: 'sales' }],
    [
      'goes to its places, where it has some',
      { department: 'shop' },
      { team: 'shop', places: SHOP },
    ],
    ['may have chosen it in capitals', { department: ' SALES ' }, { team: 'sales' }],
    ['goes where all do, if the inbox does not offer it', { department: 'vip' }, {}],
    ['goes where all do, if it is no team at all', { department: '__proto__' }, {}],
    ['goes where all do, if they chose none', {}, {}],
    ['goes where all do, if they chose nothing', { department: '' }, {}],
  ])('%s', (_, attributes, more) => {
    expect(goesTo(attributes)).toEqual({ ...usual, ...more })
  })

  it('goes where all do in an inbox that offers none', () => {
    expect(goesTo({ department: 'sales' }, [], { ...inbox, departments: [] })).toEqual(usual)
  })

  it('goes elsewhere where a rule says so, and keeps what it does not say', () => {
    const vip = rule('VIPs', { attributes: { tier: ['gold'] } }, { priority: 'high' })
    expect(goesTo({ department: 'shop', tier: 'gold' }, [vip])).toEqual({
      ...usual,
      team: 'shop',
      places: SHOP,
      priority: 'high',
    })
    const away = rule('Away', {}, { team: 'vip', places: usual.places })
    expect(goesTo({ department: 'shop' }, [away])).toEqual({ ...usual, team: 'vip' })
  })

  it('is known to rules by what they chose, and by what they answered', () => {
    const rules = [
      rule('Choice', { attributes: { department: ['sales'] } }, { tags: ['chose-sales'] }),
      rule('Size', { attributes: { size: ['M'] } }, { tags: ['m'] }),
    ]
    expect(goesTo({ department: 'sales' }, rules).tags).toEqual(['chose-sales'])
    expect(goesTo({ size: 'm' }, rules).tags).toEqual(['m'])
  })
})

type Kept = Pick<Conversation, 'inbox' | 'door' | 'visitor' | 'language' | 'labels'>

const kept: Kept = {
  inbox: from.inbox,
  door: from.door,
  visitor: { id: from.visitor, name: 'Nina' },
}

describe('a conversation that is there already', () => {
  const rules = [
    rule('Returning', { returning: true, tags: ['vip'] }, { priority: 'high' }),
    rule('Refunds', { intent: [wanted('refund')] }, { team: 'shop', places: SHOP }),
    rule('Words', { words: ['refund'] }, { tags: ['word'] }),
    rule('German', { language: ['de'] }, { tags: ['de'] }),
  ]
  const again = (
    conversation: Kept,
    words = 'hello',
    last: { tags: readonly string[] } | null = null,
    attributes: Record<string, string> = {},
  ) =>
    chooseRoute(
      rules,
      subjectAgain(
        {
          conversation,
          text: words,
          visitor: { attributes, verifiedAs: null },
          last,
        },
        inbox,
      ),
      NOW,
    ).rule

  it('is asked about as it was when it opened, as long as nothing more is known', () => {
    const words = textContent('a refund')
    const visitor = { attributes: { page: 'https://a.example/', tier: 'gold' }, verifiedAs: 'n' }
    const last = { tags: ['vip'] }
    expect(
      subjectAgain({ conversation: kept, text: plainText(words), visitor, last }, inbox),
    ).toEqual(subjectOf({ from, content: words, last }, visitor, inbox))
  })

  it('goes by its labels, a machine’s or a person’s', () => {
    expect(again({ ...kept, labels: { intent: given('refund', 0.9) } })).toBe('Refunds')
    expect(again({ ...kept, labels: { intent: given('refund') } })).toBe('Refunds')
    expect(again({ ...kept, labels: { intent: given('refund', 0.3) } })).toBeNull()
    expect(again(kept)).toBeNull()
  })

  it('goes by its first words, too', () => {
    expect(again(kept, 'refund please')).toBe('Words')
  })

  it('goes by the conversation before it', () => {
    expect(again(kept, 'hello', { tags: ['vip'] })).toBe('Returning')
    expect(again(kept, 'hello', { tags: [] })).toBeNull()
  })

  it('goes by the language that it was opened with, whatever the browser says now', () => {
    expect(again({ ...kept, language: 'de' }, 'hello', null, { language: 'fr' })).toBe('German')
    expect(again(kept, 'hello', null, { language: 'de' })).toBe('German')
  })
})
