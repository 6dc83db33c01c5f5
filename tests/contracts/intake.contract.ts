import { describe, expect, it } from 'vitest'
import { NOON } from './changes.ts'
import { type OpenEmpty, freshDatabase } from './database.ts'

/** What the Intake promises of every store. */
export function intakeContract(open: OpenEmpty): void {
  describe('the intake', () => {
    const its = freshDatabase(open)
    const event = (id: string, platform = 'slack') => ({
      platform,
      id,
      lane: 'C1',
      body: { text: '{"a":1}', ts: '1712345678.000200' },
    })

    it('keeps what a platform sent, whole and in the order of its coming, until it is handled', async () => {
      const { intake } = its.database
      for (const id of ['one', 'two', 'three']) await intake.keep(event(id))
      await intake.keep(event('else', 'discord'))
      const waiting = await intake.waiting('slack', 10)
      expect(waiting).toMatchObject([event('one'), event('two'), event('three')])
      await intake.handled(waiting.slice(0, 1).map(({ seq }) => seq))
      expect((await intake.waiting('slack', 10)).map(({ id }) => id)).toEqual(['two', 'three'])
      expect((await intake.waiting('slack', 1, waiting[1]?.seq)).map(({ id }) => id)).toEqual([
        'three',
      ])
    })

    it('finds what waits of some lanes alone', async () => {
      const { intake } = its.database
      for (const [index, lane] of ['a', 'b', 'c', 'a'].entries())
        await intake.keep({ ...event(String(index)), lane })
      const waiting = await intake.waiting('slack', 10, 0, ['a', 'c'])
      expect(waiting.map(({ lane }) => lane)).toEqual(['a', 'c', 'a'])
    })

    it('takes each id of a platform once, even twice at the same instant, and after it was handled', async () => {
      const { intake } = its.database
      const kept = await Promise.all([intake.keep(event('same')), intake.keep(event('same'))])
      expect(kept.filter((one) => one !== null)).toHaveLength(1)
      await intake.handled(kept.flatMap((one) => one?.seq ?? []))
      expect(await intake.keep(event('same'))).toBeNull()
      expect(await intake.keep(event('same', 'discord'))).not.toBeNull()
    })

    it('forgets what was handled long ago, and nothing that waits', async () => {
      const { intake } = its.database
      const [old] = [await intake.keep(event('old')), await intake.keep(event('waiting'))]
      await intake.handled([old?.seq ?? 0])
      expect(await intake.forget(NOON + 1, 10)).toBe(1)
      expect(await intake.keep(event('old'))).not.toBeNull()
      expect((await intake.waiting('slack', 10)).map(({ id }) => id)).toEqual(['waiting', 'old'])
    })
  })
}
