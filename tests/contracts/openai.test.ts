import pino from 'pino'
import { afterAll, beforeAll } from 'vitest'
import { createOpenAi } from '../../src/adapters/openai/index.ts'
import type { FakeOpenAi } from '../support/openai/fake-openai.ts'
import { fakeOpenAi } from '../support/openai/fake-openai.ts'
import { classifierContract } from './classifier.contract.ts'

let fake: FakeOpenAi
beforeAll(async () => {
  fake = await fakeOpenAi()
})
afterAll(async () => fake.stop())

classifierContract('OpenAI', () =>
  createOpenAi({
    apiKey: 'sk-test',
    baseUrl: fake.url,
    model: 'gpt-test',
    log: pino({ level: 'silent' }),
    clock: Date,
  }),
)
