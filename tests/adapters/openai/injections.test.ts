import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { INJECTIONS } from '../../fixtures/injections.ts'
import { CHOICES } from '../../support/example-labels.ts'
import { strangersIn } from '../../support/only-labels.ts'
import { toldIn } from '../../support/openai/question.ts'
import { WORST_MODEL } from '../../support/openai/worst-model.ts'
import { asking } from './asking.ts'

const onlyWords = z.strictObject({ visitor_wrote: z.string() })

/** Every word that may be in what comes back: keys, and labels of the choices and of the fixed lists. */
const LONGEST_WORD = 'department'.length

describe('A model that does all that a hostile visitor wants gets nothing through but labels and numbers', () => {
  it.each(INJECTIONS)('$language: $text', async ({ text }) => {
    const { classify, fake, logged } = await asking()
    for (const mode of WORST_MODEL) {
      fake.always(mode)
      const answer = await classify(text)
      expect(strangersIn(answer, CHOICES)).toEqual([])
      expect(wordsIn(answer).filter((word) => word.length > LONGEST_WORD)).toEqual([])
    }
    expect(fake.asked).toHaveLength(WORST_MODEL.length)
    expect(logged()).not.toMatch(/OWNED|You label|visitor_wrote|Dear visitor|roses/)
    expect(logged()).not.toContain(JSON.stringify(text).slice(1, 40))
  })

  it('there are sixty of them, in eight languages', () => {
    expect(INJECTIONS.length).toBeGreaterThanOrEqual(60)
    expect(new Set(INJECTIONS.map(({ language }) => language)).size).toBe(8)
  })
})

describe('A hostile text stays within its message, as data', () => {
  it.each(INJECTIONS)('$language: $text', async ({ text }) => {
    const { classify, fake } = await asking()
    await classify('hello')
    await classify(text)
    const [plain, hostile] = fake.asked.map(({ body }) => body.messages)
    expect(hostile?.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(hostile?.[0]).toEqual(plain?.[0])

    const data: unknown = JSON.parse(hostile?.[1]?.content ?? '')
    expect(onlyWords.safeParse(data).success).toBe(true)
  })
})

it('nothing in a visitor’s words can pass for the marks between messages, nor hide from people', async () => {
  const { classify, fake } = await asking()
  for (const { text } of INJECTIONS) await classify(text)
  const words = fake.asked.map(({ body }) => body.messages[1]?.content ?? '').join('\n')
  expect(words).not.toMatch(/[<>]|\[\/?INST\]/)
  expect(words).not.toMatch(/[\u{e0000}-\u{e007f}\u200b\u202e]/u)
})

it('what the worst model says is bad enough: each tells more than labels', async () => {
  const { classify, fake } = await asking()
  const before = fake.asked.length
  await classify('hello')
  expect(toldIn(fake.asked[before]!)).toContain('You label what visitors write')
  expect(WORST_MODEL.length).toBeGreaterThan(10)
})

function wordsIn(value: unknown): string[] {
  return JSON.stringify(value).match(/[\p{L}\p{N}_-]+/gu) ?? []
}
