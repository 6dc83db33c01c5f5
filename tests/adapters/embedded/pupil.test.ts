import { describe, expect, it } from 'vitest'
import { courseOf } from '../../../src/adapters/embedded/lesson.ts'
import type { FromWorker, Question } from '../../../src/adapters/embedded/letters.ts'
import { createPupil } from '../../../src/adapters/embedded/pupil.ts'
import { CHOICES } from '../../support/example-labels.ts'

const course = courseOf({ labels: [...CHOICES.intents, ...CHOICES.departments], corrections: [] })
const intents = CHOICES.intents.map(({ id }) => id)
const about: Question = { text: 'where is my parcel', intents, departments: [], languages: [] }

/** A pupil whose encoder knows one direction for all texts, and falls over one word. */
function taught() {
  const letters: FromWorker[] = []
  const encoded: string[] = []
  const meaning = Float32Array.from({ length: 512 }, (_, place) => (place === 0 ? 1 : 0))
  const pupil = createPupil({
    encoder: {
      size: 512,
      encode(text) {
        if (text.includes('stumble')) throw new RangeError(text)
        encoded.push(text)
        return meaning
      },
    },
    identify: null,
    tell: (letter) => letters.push(letter),
  })
  const learnt = (lesson: number) =>
    letters.some((letter) => letter.kind === 'learned' && letter.lesson === lesson)
  return { pupil, letters, encoded, learnt }
}

describe('what the thread makes of letters', { timeout: 60_000 }, () => {
  it('is null before the first lesson, and a place among the labels asked about after it', async () => {
    const { pupil, letters, learnt } = taught()
    pupil.read({ kind: 'ask', question: 1, about })
    pupil.read({ kind: 'learn', lesson: 1, course })
    await expect.poll(() => learnt(1), { timeout: 50_000 }).toBe(true)
    pupil.read({ kind: 'ask', question: 2, about: { ...about, intents: intents.toReversed() } })
    const [first, , second] = letters
    expect(first).toEqual({ kind: 'answer', question: 1, opinion: null })
    expect(second).toMatchObject({ question: 2, opinion: { intent: { place: 1 } } })
  })

  it('asks the encoder for no example twice, and for no text that is not English', async () => {
    const { pupil, encoded, learnt } = taught()
    pupil.read({ kind: 'learn', lesson: 1, course })
    await expect.poll(() => learnt(1), { timeout: 50_000 }).toBe(true)
    const before = encoded.length
    pupil.read({ kind: 'learn', lesson: 2, course })
    await expect.poll(() => learnt(2), { timeout: 50_000 }).toBe(true)
    pupil.read({ kind: 'ask', question: 1, about: { ...about, text: 'где моя посылка' } })
    expect(encoded).toHaveLength(before)
  })

  it('survives a text that is too much for it, and does not repeat its words', async () => {
    const { pupil, letters, learnt } = taught()
    pupil.read({ kind: 'learn', lesson: 1, course })
    await expect.poll(() => learnt(1), { timeout: 50_000 }).toBe(true)
    const text = 'please do not stumble over this order of mine'
    pupil.read({ kind: 'ask', question: 1, about: { ...about, text } })
    expect(letters.slice(1)).toEqual([
      { kind: 'stumbled', reason: 'RangeError' },
      { kind: 'answer', question: 1, opinion: null },
    ])
  })
})
