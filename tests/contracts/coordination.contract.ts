import { describe, expect, it } from 'vitest'
import type { AgentId } from '../../src/conversation/ids.ts'
import type { Coordination } from '../../src/ports.ts'

export interface CoordinationRig {
  readonly coordination: Coordination
  /** Lets this many ms pass. */
  pass(ms: number): void | Promise<void>
}

/** What every Coordination keeps to. `rig` makes a fresh one. */
export function coordinationContract(
  name: string,
  rig: () => CoordinationRig | Promise<CoordinationRig>,
) {
  const ana = 'ana' as AgentId
  const ben = 'ben' as AgentId

  describe(`${name}: news`, () => {
    it('reaches all who listen to its topic, in order, and nobody else', async () => {
      const { coordination } = await rig()
      const heard: [who: string, news: unknown][] = []
      const done = Promise.withResolvers<void>()
      coordination.subscribe('kitchen', (news) => heard.push(['one', news]))
      coordination.subscribe('kitchen', (news) => {
        heard.push(['two', news])
        if (news === 'last') done.resolve()
      })
      coordination.subscribe('cellar', (news) => heard.push(['cellar', news]))
      for (const news of [{ dish: 'soup' }, 'last']) coordination.publish('kitchen', news)
      await done.promise
      expect(heard.filter(([who]) => who === 'one')).toEqual([
        ['one', { dish: 'soup' }],
        ['one', 'last'],
      ])
      expect(heard).toHaveLength(4)
    })

    it('is heard after the publisher’s own turn, so that nobody runs inside them', async () => {
      const { coordination } = await rig()
      const heard = Promise.withResolvers<unknown>()
      const order: string[] = []
      coordination.subscribe('topic', (news) => {
        order.push('heard')
        heard.resolve(news)
      })
      coordination.publish('topic', 1)
      order.push('published')
      await heard.promise
      expect(order).toEqual(['published', 'heard'])
    })

    it('stops for who has ended their subscription, and for them alone', async () => {
      const { coordination } = await rig()
      const heard: string[] = []
      const both = (news: unknown) => heard.push(String(news))
      const end = coordination.subscribe('topic', both)
      coordination.subscribe('topic', both)
      end()
      end()
      const last = Promise.withResolvers<void>()
      coordination.subscribe('topic', () => last.resolve())
      coordination.publish('topic', 'once')
      await last.promise
      expect(heard).toEqual(['once'])
    })
  })

  describe(`${name}: a limit`, () => {
    const limit = { burst: 3, perMinute: 60 }

    it('lets a burst through, then one for each refilled token', async () => {
      const { coordination, pass } = await rig()
      const take = () => coordination.take('door', limit)
      expect([await take(), await take(), await take(), await take()]).toEqual([
        true,
        true,
        true,
        false,
      ])
      await pass(999)
      expect(await take()).toBe(false)
      await pass(1)
      expect(await take()).toBe(true)
      expect(await take()).toBe(false)
    })

    it('never saves up more than the burst', async () => {
      const { coordination, pass } = await rig()
      for (let count = 0; count < 3; count += 1) await coordination.take('door', limit)
      await pass(3_600_000)
      const taken = await Promise.all(
        Array.from({ length: 10 }, () => coordination.take('door', limit)),
      )
      expect(taken.filter(Boolean)).toHaveLength(3)
    })

    it('holds each by their own name', async () => {
      const { coordination } = await rig()
      const one = { burst: 1, perMinute: 1 }
      expect(await coordination.take('a', one)).toBe(true)
      expect(await coordination.take('a', one)).toBe(false)
      expect(await coordination.take('b', one)).toBe(true)
    })
  })

  describe(`${name}: presence`, () => {
    it('lasts as long as was said, and longer when it is said again', async () => {
      const { coordination, pass } = await rig()
      expect(coordination.present()).toEqual([])
      coordination.here(ana, 1_000)
      coordination.here(ben, 5_000)
      expect(coordination.present().toSorted()).toEqual(['ana', 'ben'])
      await pass(600)
      coordination.here(ana, 1_000)
      await pass(600)
      expect(coordination.present().toSorted()).toEqual(['ana', 'ben'])
      await pass(400)
      expect(coordination.present()).toEqual(['ben'])
      await pass(5_000)
      expect(coordination.present()).toEqual([])
    })
  })
}
