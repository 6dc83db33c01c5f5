import { describe, expect, it } from 'vitest'
import { complete } from '../../../src/web/desk/completion.ts'
import { find } from '../../../src/web/desk/finding.ts'
import { countsOf, threadsIn } from '../../../src/web/desk/views.ts'
import { INBOX, MEMBERS } from '../../support/fake-desk-people.ts'
import { FakeRoom } from '../../support/fake-desk-room.ts'

const room = new FakeRoom()
const HOUR = 3_600_000
const young = room.opens('Young', 'I just came', { openedAt: 3 * HOUR })
const old = room.opens('Old', 'I have waited', { openedAt: HOUR })
const mine = room.opens('Mia', 'You have me', { openedAt: 2 * HOUR, channel: 'shop' })
room.claimedBy(mine, 'ana')
const bens = room.opens('Bo', 'Ben has me', { openedAt: 2 * HOUR })
room.claimedBy(bens, 'ben')
room.memberSays(bens, 'ben', 'reply', 'Yes', { at: 4 * HOUR })
const asleep = room.opens('Zoe', 'Later')
room.changes(asleep, { status: 'snoozed', snoozedUntil: 9 * HOUR })
const ended = room.opens('Tom', 'Thanks')
room.changes(ended, { status: 'closed' })

const list = (view: Parameters<typeof threadsIn>[0]) =>
  threadsIn(view, room.threads.values(), 'ana').map(({ id }) => id)

describe('the list', () => {
  it('shows who waits, longest first', () => {
    expect(list('waiting')).toEqual([old, young])
  })

  it('shows what is mine, what is open, and one channel', () => {
    expect(list('mine')).toEqual([mine])
    expect(list('open')).toEqual([old, mine, young, bens])
    expect(list('channel:shop')).toEqual([mine])
    expect(list('snoozed')).toEqual([asleep])
    expect(list('closed')).toEqual([ended])
  })

  it('counts what each view holds', () => {
    const counts = countsOf(room.threads.values(), 'ana')
    expect([counts.get('waiting'), counts.get('mine'), counts.get('open')]).toEqual([2, 1, 4])
    expect([counts.get('channel:support'), counts.get('channel:shop')]).toEqual([3, 1])
  })
})

describe('what was moved to another chat', () => {
  const moved = new FakeRoom()
  const gone = moved.opens('Gil', 'Hello?', { channel: 'shop' })
  const here = moved.opens('Hal', 'Hello?', { channel: 'shop' })
  moved.changes(gone, { movedTo: [{ name: 'Slack', link: null }] })
  const shown = (view: Parameters<typeof threadsIn>[0]) =>
    threadsIn(view, moved.threads.values(), 'ana').map(({ id }) => id)

  it('is in its channel still, last, and waits for nobody', () => {
    expect(shown('channel:shop')).toEqual([here, gone])
    for (const view of ['waiting', 'open', 'closed'] as const) {
      expect(shown(view)).not.toContain(gone)
    }
    expect(countsOf(moved.threads.values(), 'ana').get('channel:shop')).toBe(1)
  })
})

describe('the switcher', () => {
  const names = (words: string, inThread = true) =>
    find(words, room.threads.values(), room.world.commands, inThread).map((found) =>
      found.kind === 'thread' ? found.thread.visitor.name : `/${found.command.name}`,
    )

  it('finds by number, name and last words, the nearest first', () => {
    expect(names('#1002')[0]).toBe('Old')
    expect(names('mi')[0]).toBe('Mia')
    expect(names('waited')).toEqual(['Old'])
  })

  it('finds commands, but none that want a thread where there is none', () => {
    expect(names('/snoo')).toEqual(['/snooze'])
    expect(names('/snoo', false)).toEqual([])
    expect(names('/assign')).toEqual([])
    expect(names('/team', false).slice(0, 2)).toEqual(['/team', '/members'])
  })
})

describe('completion', () => {
  const { commands, teams } = room.world
  const sources = { commands, teams, members: MEMBERS, inbox: INBOX }
  const lines = (line: string) => complete(line, sources)?.suggestions.map((one) => one.line)

  it('offers commands by name and alias, an exact one first', () => {
    expect(lines('/cl')?.slice(0, 2)).toEqual(['/claim', '/close '])
    expect(lines('/take')?.[0]).toBe('/claim')
    expect(lines('/resolve')?.[0]).toBe('/close ')
  })

  it('leaves out what is only pressed beside a message, and shows whose a command is', () => {
    expect(lines('/')).not.toContain('/undo ')
    const assign = complete('/assign', sources)?.suggestions[0]
    expect(assign).toMatchObject({ disabled: true })
    expect(assign?.detail).toContain('For supervisors')
  })

  it('offers colleagues who answer, with names of two words', () => {
    expect(lines('/transfer b')).toEqual(['/transfer @Ben Okoro '])
    expect(lines('/transfer @oko')).toEqual(['/transfer @Ben Okoro '])
    expect(lines('/transfer @Ben Ok')).toEqual(['/transfer @Ben Okoro '])
    expect(lines('/transfer eve')).toEqual([])
  })

  it('goes on to the next value after a full name', () => {
    const next = complete('/transfer @Ben Okoro she ', sources)
    expect(next?.arg?.name).toBe('note')
    expect(next?.suggestions).toEqual([])
  })

  it('offers tags, priorities, outcomes, times and canned replies', () => {
    expect(lines('/tag ship')).toEqual(['/tag shipping'])
    expect(lines('/priority u')).toEqual(['/priority urgent'])
    expect(lines('/close dec')).toEqual(['/close decision '])
    expect(lines('/snooze tom')).toEqual(['/snooze tomorrow'])
    expect(lines('/canned ref')).toEqual(['/canned refund'])
  })

  it('offers labels, intents first, and teams, however many words they have', () => {
    expect(lines('/label ')?.slice(0, 2)).toEqual(['/label Refund', '/label "Order status"'])
    expect(lines('/label order st')).toEqual(['/label "Order status"'])
    expect(lines('/label bill')).toEqual(['/label department:Billing'])
    expect(lines('/reroute b')).toEqual(['/reroute Billing'])
  })

  it('offers teams one after another, each once, and none of them', () => {
    const many = { ...sources, teams: [...teams, { id: 'vip', name: 'VIP support' }] }
    const offered = (line: string) => complete(line, many)?.suggestions.map((one) => one.line)
    expect(offered('/team @Ben Okoro ')).toEqual([
      '/team @Ben Okoro Billing',
      '/team @Ben Okoro VIP support',
      '/team @Ben Okoro none',
    ])
    expect(offered('/team @Ben Okoro billing, ')).toEqual(['/team @Ben Okoro billing, VIP support'])
    expect(offered('/team @Ben Okoro billing, su')).toEqual([
      '/team @Ben Okoro billing, VIP support',
    ])
    expect(offered('/team bill')).toEqual(['/team Billing'])
  })

  it('takes a name that may be left out for one by its @ alone', () => {
    expect(lines('/whisper @ok')).toEqual(['/whisper @Ben Okoro '])
    expect(complete('/whisper @Ben Okoro look', sources)?.arg?.name).toBe('text')
    expect(complete('/whisper look at ', sources)?.arg?.name).toBe('text')
  })

  it('is silent for notes, text and more than one line', () => {
    expect(complete('// note', sources)).toBeNull()
    expect(complete('hello', sources)).toBeNull()
    expect(complete('/note a\nb', sources)).toBeNull()
    expect(complete('/nonsense x', sources)).toBeNull()
  })
})
