import { Writable } from 'node:stream'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import type { OpenAiDeps } from '../../../src/adapters/openai/index.ts'
import { createOpenAi } from '../../../src/adapters/openai/index.ts'
import type { Choices } from '../../../src/ports.ts'
import { CHOICES } from '../../support/example-labels.ts'
import { fakeOpenAi } from '../../support/openai/fake-openai.ts'

const KEY = 'sk-proj-very-secret-key'

/** A classifier before a service that behaves as it is told, with all that was logged. Ends with its test. */
export async function asking(deps: Partial<OpenAiDeps> = {}) {
  const fake = await fakeOpenAi()
  const lines: string[] = []
  const clock = { at: 1_700_000_000_000, now: () => clock.at }
  const openai = createOpenAi({
    apiKey: KEY,
    baseUrl: fake.url,
    model: 'gpt-test',
    log: pino({ level: 'trace' }, into(lines)),
    clock,
    wait: 1,
    ...deps,
  })
  onTestFinished(async () => {
    await openai.stop()
    await fake.stop()
  })
  const classify = (text: string, choices: Choices = CHOICES) => openai.classify(text, choices)
  return { openai, fake, clock, classify, logged: () => lines.join('') }
}

function into(lines: string[]) {
  return new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(line.toString())
      done()
    },
  })
}
