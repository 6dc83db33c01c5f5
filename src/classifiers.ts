import type { Logger } from 'pino'
import type { Environment, Settings } from './config.ts'
import type { Learner } from './learners.ts'
import type { Clock } from './ports.ts'

interface Deps {
  readonly clock: Clock
  readonly log: Logger
}

/** Who says what conversations are about, as the settings have it. */
export interface Classifiers {
  /** Those who are asked now, in the order of trust. */
  now(): readonly Learner[]
  /**
   * Opens who is new by these settings, and closes who is not wanted any more, once they have answered what they
   * were asked. Resolves when the new ones are asked; who cannot be opened is left out, and never rejects.
   */
  apply(settings: Settings): Promise<void>
  stop(): Promise<void>
}

/** One that the settings want; two that have the same key are the same. */
interface Wanted {
  readonly key: string
  open(): Promise<Learner>
}

interface Seated {
  readonly key: string
  readonly learner: Learner
  /** Lets it answer what it was asked, and stops it. */
  leave(): Promise<void>
}

/** Nobody, ever. */
export const NO_CLASSIFIERS: Classifiers = {
  now: () => [],
  apply: async () => undefined,
  stop: async () => undefined,
}

/** Opens the classifiers that the settings and the environment ask for. */
export async function openClassifiers(
  settings: Settings,
  environment: Pick<Environment, 'openai'>,
  deps: Deps,
): Promise<Classifiers> {
  let seated: readonly Seated[] = []
  let applying: Promise<void> = Promise.resolve()
  const leaving = new Set<Promise<void>>()

  async function seat(next: Settings): Promise<void> {
    const before = seated
    const found: Seated[] = []
    for (const wanted of wantedBy(next, environment, deps)) {
      const one = before.find(({ key }) => key === wanted.key) ?? (await opened(wanted, deps.log))
      if (one) found.push(one)
    }
    seated = found
    for (const one of before) if (!found.includes(one)) dismiss(one)
  }

  async function seatAfter(before: Promise<void>, next: Settings): Promise<void> {
    await before
    await seat(next)
  }

  function dismiss(one: Seated): void {
    const left = one.leave().finally(() => leaving.delete(left))
    leaving.add(left)
  }

  const classifiers: Classifiers = {
    now: () => seated.map(({ learner }) => learner),
    async apply(next) {
      applying = seatAfter(applying, next)
      await applying
    },
    async stop() {
      await applying
      await Promise.all([...seated.map(({ learner }) => learner.stop()), ...leaving])
    },
  }
  await classifiers.apply(settings)
  return classifiers
}

function wantedBy(
  { classify }: Settings,
  { openai }: Pick<Environment, 'openai'>,
  { clock, log }: Deps,
): readonly Wanted[] {
  const wanted: Wanted[] = []
  // Each brings tools that only a house carries which asks it.
  if (classify?.embedded) {
    const open = async () => (await import('./adapters/embedded/index.ts')).createEmbedded({ log })
    wanted.push({ key: 'embedded', open })
  }
  if (classify?.openai && openai) {
    const { model } = classify.openai
    const open = async () => {
      const { createOpenAi } = await import('./adapters/openai/index.ts')
      const to = openai.baseUrl ?? 'OpenAI'
      log.info({ to, model }, 'visitors’ first messages are sent there too, to be labelled')
      return createOpenAi({ ...openai, model, log, clock })
    }
    wanted.push({ key: `openai ${model}`, open })
  }
  return wanted
}

async function opened({ key, open }: Wanted, log: Logger): Promise<Seated | null> {
  try {
    return withLeave(key, await open())
  } catch (error) {
    const kind = error instanceof Error ? error.name : 'unknown'
    log.error({ classifier: key, error: kind }, 'a classifier could not be opened')
    return null
  }
}

function withLeave(key: string, learner: Learner): Seated {
  const asked = new Set<Promise<unknown>>()
  return {
    key,
    learner: {
      ...learner,
      async classify(text, choices) {
        const answer = learner.classify(text, choices)
        asked.add(answer)
        try {
          return await answer
        } finally {
          asked.delete(answer)
        }
      },
    },
    async leave() {
      await Promise.allSettled(asked)
      await learner.stop()
    },
  }
}
