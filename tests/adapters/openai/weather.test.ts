import { describe, expect, it } from 'vitest'
import { good, MODES, ODD, refusesOption, slow, tooMany } from '../../support/openai/modes.ts'
import { asking } from './asking.ts'

const GOOD = {
  intent: { label: 'refund', confidence: 0.765 },
  department: { label: 'billing', confidence: 0.765 },
  priority: { label: 'low', confidence: 0.765 },
  sentiment: { label: 'negative', confidence: 0.765 },
  language: { label: 'ar', confidence: 0.765 },
  abuse: 0.765,
  spam: 0.765,
}

it('labels come back with what the model says of them, taken down a little', async () => {
  const { classify } = await asking()
  expect(await classify('I want my money back')).toEqual(GOOD)
})

describe('Whatever the service does, there are labels or there is nothing', () => {
  it.each(Object.entries(MODES))('%s: nothing', async (_name, mode) => {
    const { classify, fake } = await asking({ budget: 150 })
    fake.always(mode)
    expect(await classify('I want my money back')).toBeNull()
  })

  it.each(Object.entries(ODD))('%s: the labels', async (_name, mode) => {
    const { classify, fake } = await asking()
    fake.always(mode)
    expect(await classify('I want my money back')).toEqual(GOOD)
  })
})

describe('A second try is made', () => {
  const troubles = {
    'after a 429': tooMany(),
    'after a 429 that wants a wait which fits': tooMany({ 'retry-after-ms': '5' }),
    'after a 500': MODES.serverError,
    'after a 503': MODES.overloaded,
    'after a lost connection': MODES.reset,
  }
  it.each(Object.entries(troubles))('%s', async (_name, trouble) => {
    const { classify, fake } = await asking()
    fake.next(trouble)
    expect(await classify('hello')).toEqual(GOOD)
    expect(fake.asked).toHaveLength(2)
  })

  it('and no third', async () => {
    const { classify, fake } = await asking()
    fake.next(MODES.serverError, MODES.serverError)
    expect(await classify('hello')).toBeNull()
    expect(fake.asked).toHaveLength(2)
  })

  it.each([
    [
      'when the service wants to be left alone for longer than there is',
      tooMany({ 'retry-after': '2000' }),
    ],
    ['when the key is wrong', MODES.wrongKey],
    ['when the model does not exist', MODES.noModel],
    ['when the text is not taken', MODES.filtered],
    ['when the model refuses', MODES.refusal],
    ['when the answer cannot be read', MODES.prose],
  ] as const)('but not %s', async (_name, mode) => {
    const { classify, fake } = await asking({ budget: 60_000 })
    fake.always(mode)
    expect(await classify('hello')).toBeNull()
    expect(fake.asked).toHaveLength(1)
  })
})

describe('An answer that does not come is given up, and the service hears of it', () => {
  it.each([
    ['none at all', MODES.neverAnswers],
    ['one that stops midway', MODES.drips],
    ['one that is late', slow(60_000)],
  ] as const)('%s', async (_name, mode) => {
    const { classify, fake } = await asking({ budget: 500 })
    fake.always(mode)
    expect(await classify('hello')).toBeNull()
    await expect.poll(fake.givenUp).toBe(1)
    expect(fake.asked).toHaveLength(1)
  })

  it('a second try has what the first left of the time', async () => {
    const { classify, fake } = await asking({ budget: 1_000 })
    fake.next(MODES.serverError, MODES.neverAnswers)
    expect(await classify('hello')).toBeNull()
    await expect.poll(fake.givenUp).toBe(1)
  })

  it('when Greenroom stops, too', async () => {
    const { classify, fake, openai } = await asking({ budget: 60_000 })
    fake.always(MODES.neverAnswers)
    const answer = classify('hello')
    await expect.poll(() => fake.asked.length).toBe(1)
    await openai.stop()
    expect(await answer).toBeNull()
    await expect.poll(fake.givenUp).toBe(1)
  })
})

it('an answer without end is broken off long before its time is up', async () => {
  const { classify, fake } = await asking({ budget: 60_000 })
  fake.always(MODES.floods)
  expect(await classify('hello')).toBeNull()
  await expect.poll(fake.givenUp).toBe(2)
})

it('a redirect is not followed: the words go nowhere but where the settings say', async () => {
  const { classify, fake } = await asking()
  fake.always(MODES.redirect)
  expect(await classify('hello')).toBeNull()
  expect(fake.asked.map(({ path }) => path)).toEqual(['/v1/chat/completions'])
})

describe('When it goes wrong again and again', () => {
  const breaker = { most: 3, rest: 30_000 }

  it('nothing is asked for a while, then one question is let through, and with its answer all are', async () => {
    const { classify, fake, clock } = await asking({ breaker })
    fake.always(MODES.wrongKey)
    for (let n = 0; n < 5; n += 1) expect(await classify('hello')).toBeNull()
    expect(fake.asked).toHaveLength(3)

    clock.at += 30_000
    expect(await classify('still broken')).toBeNull()
    expect(await classify('not asked')).toBeNull()
    expect(fake.asked).toHaveLength(4)

    clock.at += 30_000
    fake.always(good)
    expect(await classify('mended')).toEqual(GOOD)
    expect(await classify('mended')).toEqual(GOOD)
  })

  it('only one of many goes out as a probe', async () => {
    const { classify, fake, clock } = await asking({ breaker })
    fake.always(MODES.wrongKey)
    for (let n = 0; n < 3; n += 1) await classify('hello')
    clock.at += 30_000
    fake.always(good)
    const answers = await Promise.all([classify('one'), classify('two'), classify('three')])
    expect(answers).toEqual([GOOD, null, null])
  })

  it('a clock that is set back does not keep it silent', async () => {
    const { classify, fake, clock } = await asking({ breaker })
    fake.always(MODES.wrongKey)
    for (let n = 0; n < 3; n += 1) await classify('hello')
    clock.at -= 86_400_000
    fake.always(good)
    expect(await classify('hello')).toEqual(GOOD)
  })

  it('one good answer between them forgives what was before', async () => {
    const { classify, fake } = await asking({ breaker })
    fake.next(MODES.wrongKey, MODES.wrongKey, good, MODES.wrongKey, MODES.wrongKey)
    for (let n = 0; n < 5; n += 1) await classify('hello')
    expect(await classify('hello')).toEqual(GOOD)
  })

  it('texts that the model refuses shut nobody else out', async () => {
    const { classify, fake } = await asking({ breaker })
    const { refusal, filtered, prose, cutOff } = MODES
    fake.next(filtered, filtered, filtered, refusal, refusal, prose, prose, cutOff)
    for (let n = 0; n < 8; n += 1) await classify('hostile')
    expect(await classify('hello')).toEqual(GOOD)
  })
})

it('only so many are asked about at once: what comes beyond is left to the others who know', async () => {
  const { classify, fake, openai } = await asking({ budget: 60_000, atOnce: 3 })
  fake.always(MODES.neverAnswers)
  const first = [classify('1'), classify('2'), classify('3')]
  await expect.poll(() => fake.asked.length).toBe(3)
  expect(await classify('4')).toBeNull()
  expect(fake.asked).toHaveLength(3)
  await openai.stop()
  expect(await Promise.all(first)).toEqual([null, null, null])
})

describe('What a service does not take is left out, and remembered', () => {
  it.each([
    ['temperature', []],
    ['max_tokens', ['max_completion_tokens']],
  ])('%s', async (option, instead) => {
    const { classify, fake } = await asking()
    fake.always(refusesOption(option))
    expect(await classify('hello')).toEqual(GOOD)
    expect(await classify('hello')).toEqual(GOOD)
    const has = (name: string) => fake.asked.map(({ body }) => name in body)
    expect(has(option)).toEqual([true, false, false])
    expect(instead.map(has)).toEqual(instead.map(() => [false, true, true]))
  })

  it('schemas: then any JSON object will do, and the words that the choices have are told all the same', async () => {
    const { classify, fake } = await asking()
    fake.always((question, response) => {
      if (question.body.response_format?.json_schema)
        return refusesOption('response_format')(question, response)
      const content = '{"intent":"Refund","intent_confidence":1,"abuse":0,"spam":0}'
      response.end(JSON.stringify({ choices: [{ message: { content } }] }))
    })
    const answer = await classify('hello')
    expect(answer?.intent).toEqual({ label: 'refund', confidence: 0.85 })
    expect(fake.asked.at(-1)?.body.response_format).toEqual({ type: 'json_object' })
    expect(fake.asked.at(-1)?.body.messages[0]?.content).toContain('"refund"')
  })
})

it('the logs tell the kind of trouble, and neither the key nor a word of anybody', async () => {
  const { classify, fake, logged } = await asking({ budget: 500, breaker: { most: 99, rest: 0 } })
  for (const mode of Object.values(MODES)) {
    fake.always(mode)
    await classify('a very private thing about ana@example.com')
  }
  expect(logged()).toContain('"kind":"denied","status":401')
  expect(logged()).not.toMatch(/private|ana@|very-secret|visitor_wrote|Rate limit|filtered|sorry/)
})
