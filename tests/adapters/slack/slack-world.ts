import { afterEach, expect } from 'vitest'
import { startFakeSlack } from '../../support/slack/fake-slack.ts'
import type { FakeSlack } from '../../support/slack/fake-slack.ts'
import { NO_LIMITS } from '../../support/slack/limits.ts'
import type { FakeSlackOptions } from '../../support/slack/options.ts'
import { httpApp, socketApp } from './real-apps.ts'
import type { RealApp } from './real-apps.ts'

/** Opens Slacks and apps for a test, and stops them after it. */
export function slackWorld() {
  const running: { stop(): Promise<unknown> }[] = []

  afterEach(async () => {
    for (const one of running.splice(0).toReversed()) await one.stop()
  })

  function keep<T extends { stop(): Promise<unknown> }>(one: T): T {
    running.push(one)
    return one
  }

  return {
    /** A fake Slack, without limits unless they are given. */
    async slack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
      return keep(await startFakeSlack({ limits: NO_LIMITS, ...options }))
    },
    async socketApp(...args: Parameters<typeof socketApp>): Promise<RealApp> {
      return keep(await socketApp(...args))
    },
    async httpApp(
      ...args: Parameters<typeof httpApp>
    ): Promise<RealApp & { readonly url: string }> {
      return keep(await httpApp(...args))
    },
  }
}

/** The error by which Slack refused, or null. */
export async function refusal(call: Promise<unknown>): Promise<string | null> {
  try {
    await call
    return null
  } catch (error) {
    const data: unknown = error instanceof Error && 'data' in error ? error.data : undefined
    if (typeof data === 'object' && data !== null && 'error' in data) return String(data.error)
    throw error
  }
}

/** In an expectation: a text of this form. */
export function matching(form: RegExp): unknown {
  return expect.stringMatching(form)
}

/** In an expectation: a list in which some text has these words. */
export function containing(words: string): unknown {
  return expect.arrayContaining([expect.stringContaining(words)])
}
