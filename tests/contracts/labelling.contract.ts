import { describe, expect, it } from 'vitest'
import { given, labelledSo } from '../support/labelled.ts'
import { messageIn, NOON, saying, win } from './changes.ts'
import { type OpenEmpty, freshDatabase } from './database.ts'

const WEEK = 7 * 86_400_000
const REFUND = ['embedded', { intent: given('refund', 0.9) }] as const

/** What reading back of what people said promises of every store. */
export function labellingContract(open: OpenEmpty): void {
  describe('labelling', () => {
    const its = freshDatabase(open)

    it('a correction has the visitor’s words before anyone answered, and what it was before', async () => {
      const one = await labelledSo(its.database, {
        says: [
          'Hi',
          ['note', 'a regular'],
          'Where is my parcel?',
          ['reply', 'On its way'],
          'Thanks',
        ],
        guesses: [REFUND],
        told: [['intent', 'order']],
      })
      expect(await its.database.labelling.corrections(10)).toEqual([
        {
          conversation: one.id,
          inbox: one.inbox,
          at: NOON,
          kind: 'intent',
          label: 'order',
          was: given('refund', 0.9),
          by: 'ana',
          opening: 'Hi',
          text: 'Hi\nWhere is my parcel?',
        },
      ])
    })

    it('of a conversation and kind the last word counts, the newest conversation first', async () => {
      const { database } = its
      await labelledSo(database, {
        told: [
          ['intent', 'order'],
          ['sentiment', 'negative'],
          ['intent', 'refund'],
        ],
      })
      await labelledSo(database, { told: [['intent', 'praise']], at: NOON + 1 })
      const corrections = await database.labelling.corrections(10)
      expect(corrections.map(({ label }) => label)).toEqual(['praise', 'refund', 'negative'])
      expect(await database.labelling.corrections(1)).toEqual(corrections.slice(0, 1))
    })

    it('words that were taken back are in it no more, and changed ones as they read now', async () => {
      const { database } = its
      const one = await labelledSo(database, { says: [], told: [['intent', 'refund']] })
      const first = messageIn(one)
      const two = await win(database, saying(one, { ...first, removedAt: 1 }))
      await win(database, saying(two, messageIn(two)))
      expect(await database.labelling.corrections(1)).toMatchObject([
        { opening: '', text: 'Where is my parcel?' },
      ])
    })

    it('counts a week’s conversations, those people looked at, and what they made of each guess', async () => {
      const { database } = its
      const both = ['openai', { intent: given('order', 0.7) }] as const
      await labelledSo(database, { guesses: [REFUND], at: NOON - 1 })
      await labelledSo(database, { guesses: [REFUND, both] })
      await labelledSo(database, { guesses: [REFUND], tags: ['looked'] })
      const wrong = await labelledSo(database, {
        guesses: [REFUND],
        told: [
          ['intent', 'praise'],
          ['intent', 'order'],
          ['department', 'vip'],
        ],
      })
      await labelledSo(database, { guesses: [REFUND], at: NOON + WEEK })
      expect(await database.labelling.sorted(NOON, NOON + WEEK)).toEqual({
        conversations: 3,
        lookedAt: 2,
        verdicts: [
          {
            conversation: wrong.id,
            kind: 'intent',
            guess: given('refund', 0.9),
            said: given('order'),
          },
        ],
      })
    })

    it('counts each of hundreds once', async () => {
      const { database } = its
      for (let count = 0; count < 205; count += 1)
        await labelledSo(database, { says: [], guesses: [REFUND] })
      const { conversations, lookedAt } = await database.labelling.sorted(NOON, NOON + 1)
      expect([conversations, lookedAt]).toEqual([205, 0])
    })
  })
}
