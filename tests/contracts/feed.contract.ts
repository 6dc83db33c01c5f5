import { describe, expect, it } from 'vitest'
import { type OpenEmpty, freshDatabase } from './database.ts'

/** What every Feed promises. */
export function feedContract(open: OpenEmpty): void {
  describe('a feed', () => {
    const its = freshDatabase(open)
    const put = (topic: string, key: string, body: unknown = key) =>
      its.database.feed.put([{ topic, key, body }])

    it('is empty at first', async () => {
      const { feed } = its.database
      expect(await feed.head()).toBe(0)
      expect(await feed.get('room', 'a')).toBeNull()
      expect(await feed.since('room', 0, 10)).toEqual([])
      expect(await feed.page('room', 10)).toEqual([])
    })

    it('gives who was away exactly what changed since, in that order', async () => {
      const { feed } = its.database
      await put('room', 'a')
      const left = await feed.head()
      await put('room', 'b')
      await put('elsewhere', 'x')
      await put('room', 'a', 'a, edited')
      const missed = await feed.since('room', left, 10)
      expect(missed.map((it) => it.body)).toEqual(['b', 'a, edited'])
      expect(await feed.since('room', left, 1)).toEqual(missed.slice(0, 1))
      expect(await feed.since('room', await feed.head(), 10)).toEqual([])
    })

    it('counts changes over all topics, without one twice', async () => {
      const { feed } = its.database
      const many = Array.from({ length: 20 }, (_, index) => put(`topic ${index % 3}`, `${index}`))
      const changes = (await Promise.all(many)).flat().map((it) => it.change)
      expect(new Set(changes).size).toBe(20)
      expect(await feed.head()).toBe(Math.max(...changes))
    })

    it('keeps an entry in its place when it is put again', async () => {
      const { feed } = its.database
      const [first] = await put('room', 'a')
      await put('room', 'b')
      const [again] = await put('room', 'a', 'a, edited')
      expect(again?.position).toBe(first?.position)
      expect(again?.change).toBeGreaterThan(first?.change ?? 0)
      expect(await feed.get('room', 'a')).toEqual(again)
      const shown = await feed.page('room', 10)
      expect(shown.map((it) => it.body)).toEqual(['a, edited', 'b'])
    })

    it('shows the newest entries, oldest first, and page by page before those', async () => {
      const { feed } = its.database
      const put5 = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ topic: 'room', key, body: key }))
      const entries = await feed.put(put5)
      const keys = async (limit: number, position?: number) =>
        (await feed.page('room', limit, position)).map((it) => it.key)
      expect(await keys(2)).toEqual(['d', 'e'])
      expect(await keys(2, entries[3]?.position)).toEqual(['b', 'c'])
    })

    it('brings back any body as it was', async () => {
      const body = { text: '{"a":1}', list: [1, null, 'a\0b', '😀'], nested: { deep: true } }
      await put('room', 'a', body)
      expect((await its.database.feed.get('room', 'a'))?.body).toEqual(body)
    })
  })
}
