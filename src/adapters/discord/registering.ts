import { setTimeout as wait } from 'node:timers/promises'
import { Routes } from 'discord.js'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Feed } from '../../ports.ts'
import { hashOf } from './definitions.ts'
import type { Definition } from './definitions.ts'
import type { DiscordFailure } from './failures.ts'
import type { Gateway } from './gateway.ts'

interface Deps {
  readonly gateway: Pick<Gateway, 'call'>
  readonly feed: Pick<Feed, 'get' | 'put'>
  readonly log: Logger
  /** Ms before the second try; doubled before each that follows. */
  readonly pause?: number
}

const TOPIC = 'discord:commands'
const TRIES = 6
const PAUSE = 2_000
const MISSING_ACCESS = 50_001

const known = z.looseObject({ hash: z.string(), app: z.string() })
const listed = z.array(z.unknown())

/** Sees to it that Discord has the app's commands as they now are. */
export interface Registering {
  /**
   * Registers all that there is in a server, or for direct messages too where it is null, if it changed; tries for
   * about two minutes. Looks anew whenever it is asked.
   */
  run(app: string, guild: string | null, all: readonly Definition[]): Promise<void>
  stop(): void
}

export function registering({ gateway, feed, log, pause = PAUSE }: Deps): Registering {
  const ending = new AbortController()
  let running = Promise.resolve()

  async function run(app: string, guild: string | null, all: readonly Definition[]): Promise<void> {
    for (let tries = 1; !ending.signal.aborted; tries += 1) {
      const failure = await register(app, guild, all)
      if (!failure) return
      if (failure.code === MISSING_ACCESS || tries === TRIES) return told(failure)
      const longer = Math.max(failure.retryAfter ?? 0, pause * 2 ** (tries - 1))
      await wait(longer, undefined, { signal: ending.signal }).catch(() => undefined)
    }
  }

  /** Two hundred new commands a day is all that Discord takes: what is there as it should be stays. */
  async function register(
    app: string,
    guild: string | null,
    all: readonly Definition[],
  ): Promise<DiscordFailure | null> {
    const route =
      guild === null ? Routes.applicationCommands(app) : Routes.applicationGuildCommands(app, guild)
    const key = guild ?? 'everywhere'
    const hash = hashOf(all)
    const before = known.safeParse((await feed.get(TOPIC, key))?.body).data
    if (!before && all.length === 0) return null
    if (before?.hash === hash && before.app === app) {
      const there = await gateway.call({ method: 'GET', route })
      if (!there.ok) return there.failure
      // Who puts the app out of the server and lets it in again has lost them.
      if ((listed.safeParse(there.data).data?.length ?? 0) >= all.length) return null
    }
    const called = await gateway.call({ method: 'PUT', route, body: all })
    if (!called.ok) return called.failure
    await feed.put([{ topic: TOPIC, key, body: { hash, app } }])
    log.info({ commands: all.length }, 'Discord has the commands as they now are')
    return null
  }

  function told(failure: DiscordFailure): void {
    const mend =
      failure.code === MISSING_ACCESS
        ? 'Slash commands and menus cannot be registered in the Discord server: invite the app again with the scope `applications.commands`. Buttons, `!commands` and mentions work without.'
        : 'Slash commands and menus could not be registered in Discord: they are as they were before. Greenroom tries again when it starts.'
    log.error({ ...failure }, mend)
  }

  return {
    run(app, guild, all) {
      running = running.then(() => run(app, guild, all))
      return running
    },
    stop: () => ending.abort(),
  }
}
