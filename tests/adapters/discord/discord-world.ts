import { afterEach, expect } from 'vitest'
import { startFakeDiscord } from '../../support/discord/fake-discord.ts'
import type { FakeDiscord } from '../../support/discord/fake-discord.ts'
import { NO_LIMITS } from '../../support/discord/limits.ts'
import type { FakeDiscordOptions } from '../../support/discord/options.ts'
import { realApp, realRest } from './real-clients.ts'
import type { RealApp } from './real-clients.ts'

/** Opens Discords and apps for a test, and stops them after it. */
export function discordWorld() {
  const running: { stop(): Promise<unknown> }[] = []

  afterEach(async () => {
    for (const one of running.splice(0).toReversed()) await one.stop()
  })

  function keep<T extends { stop(): Promise<unknown> }>(one: T): T {
    running.push(one)
    return one
  }

  return {
    /** A fake Discord, without limits unless they are given. */
    async discord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
      return keep(await startFakeDiscord({ limits: NO_LIMITS, ...options }))
    },
    async app(...args: Parameters<typeof realApp>): Promise<RealApp> {
      return keep(await realApp(...args))
    },
    rest: realRest,
  }
}

/** The code by which Discord refused, or null. */
export async function refusal(call: Promise<unknown>): Promise<number | null> {
  try {
    await call
    return null
  } catch (error) {
    const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
    if (typeof code === 'number') return code
    throw error
  }
}

/** A call of the REST API without any library. */
export async function call(
  discord: FakeDiscord,
  where: string,
  body?: unknown,
  token = discord.botToken,
) {
  const [method = 'GET', path = ''] = where.split(' ')
  const response = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const json: unknown = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text
  return { status: response.status, headers: response.headers, json }
}

/** In an expectation: a text of this form. */
export function matching(form: RegExp): unknown {
  return expect.stringMatching(form)
}
