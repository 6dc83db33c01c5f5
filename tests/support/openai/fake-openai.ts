import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { good } from './modes.ts'
import type { Mode } from './modes.ts'
import type { Question } from './question.ts'
import { questionOf } from './question.ts'

export interface FakeOpenAi {
  /** What OPENAI_BASE_URL is to be. */
  readonly url: string
  /** All that was asked, in its order. */
  readonly asked: readonly Question[]
  /** How many questions were given up before their answer was through. */
  readonly givenUp: () => number
  /** How the next questions are answered, one mode each. */
  next(...modes: readonly Mode[]): void
  /** How all others are. */
  always(mode: Mode): void
  stop(): Promise<void>
}

/** A service on this machine that speaks as OpenAI does, and behaves as it is told. */
export async function fakeOpenAi(): Promise<FakeOpenAi> {
  const asked: Question[] = []
  const coming: Mode[] = []
  let usual: Mode = good
  let givenUp = 0

  async function answer(request: IncomingMessage, response: ServerResponse) {
    response.once('close', () => {
      if (!response.writableFinished) givenUp += 1
    })
    const question = questionOf(request.url ?? '', request.headers, await text(request))
    asked.push(question)
    const mode = coming.shift() ?? usual
    mode(question, response)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(400).end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // of a TCP server that listens

  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    givenUp: () => givenUp,
    next: (...modes) => void coming.push(...modes),
    always(mode) {
      usual = mode
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
