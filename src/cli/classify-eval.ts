import type { PastCorrection } from '../adapters/sql/past-labels.ts'
import { sureIn } from '../adapters/label-choices.ts'
import type { Environment, Settings } from '../config.ts'
import { labelNow } from '../conversation/label-now.ts'
import type { Given, Labels } from '../conversation/labels.ts'
import { itemsOf } from '../insights/held-out.ts'
import type { Item } from '../insights/held-out.ts'
import type { Classifier } from '../ports.ts'
import { answerOf, askAbout, heldOut, questionsIn } from './asking-again.ts'
import type { Asked } from './asking-again.ts'
import type { Progress } from './progress.ts'
import type { Pupil } from './pupils.ts'
import { measured } from './said-of-answers.ts'
import type { Measured } from './said-of-answers.ts'

export interface Tools {
  readonly openPupil: () => Promise<Pupil>
  readonly openOpenAi: (environment: Environment, settings: Settings) => Promise<Classifier>
  readonly progress: Progress
  /** Says something before the work that it is about. */
  readonly announce: (text: string) => void
}

/** How well machines tell what conversations are about, by what people said of the same ones. */
export interface Evaluation {
  readonly corrections: number
  readonly conversations: number
  /** Of labels that have left the taxonomy. */
  readonly retired: number
  /** Whose words were taken back. */
  readonly wordless: number
  /** What each machine had said at the time. */
  readonly atTheTime: Readonly<Record<string, readonly Measured[]>>
  /** What the classifier of this machine says now of what it was not taught; null where it is off. */
  readonly now: readonly Measured[] | null
  /** What OpenAI says now; null where it was not asked. */
  readonly openai: readonly Measured[] | null
}

/** Asks what is to be asked. Throws a sentence where OpenAI is wanted and there is no key. */
export async function evaluate(
  past: readonly PastCorrection[],
  settings: Settings,
  environment: Environment,
  wantsOpenAi: boolean,
  tools: Tools,
): Promise<Evaluation> {
  const sure = sureIn(settings)
  const { items, retired } = itemsOf(past, settings.taxonomy)
  const ofAll = (asked: readonly Asked[]) =>
    measured(
      asked.map(({ item, answer }) => ({ kind: item.kind, answer })),
      sure,
    )
  if (wantsOpenAi && !environment.openai)
    throw new Error('--openai wants the variable OPENAI_API_KEY, in the environment or in .env.')
  return {
    corrections: past.length,
    conversations: new Set(past.map(({ conversation }) => conversation)).size,
    retired,
    wordless: items.filter(({ correction }) => correction.opening === '').length,
    atTheTime: saidThen(items, settings, sure),
    now: settings.classify?.embedded
      ? ofAll(await withPupil(tools, (pupil) => heldOut(settings, items, pupil, tools.progress)))
      : null,
    openai: wantsOpenAi ? ofAll(await byOpenAi(settings, environment, items, tools)) : null,
  }
}

function saidThen(items: readonly Item<PastCorrection>[], settings: Settings, sure: number) {
  const machines = new Set(items.flatMap(({ correction }) => [...correction.guesses.keys()]))
  return Object.fromEntries(
    [...machines].toSorted().map((machine) => {
      const answers = items.flatMap((item) => {
        const labels = item.correction.guesses.get(machine)
        return labels ? [{ kind: item.kind, answer: answerOf(item, byNow(labels, settings)) }] : []
      })
      return [machine, measured(answers, sure)]
    }),
  )
}

/** Labels by the ids that they have now: what only got another name was not wrong. */
function byNow(labels: Labels, { taxonomy }: Settings): Labels {
  const kinds = ['intent', 'department', 'sentiment'] as const
  const renamed = kinds.flatMap((kind): [string, Given][] => {
    const its = labels[kind]
    return its ? [[kind, { ...its, id: labelNow(taxonomy, kind, its.id)?.id ?? its.id }]] : []
  })
  return { ...labels, ...Object.fromEntries(renamed) }
}

async function withPupil<T>({ openPupil }: Tools, work: (pupil: Pupil) => Promise<T>): Promise<T> {
  const pupil = await openPupil()
  try {
    return await work(pupil)
  } finally {
    await pupil.stop()
  }
}

async function byOpenAi(
  settings: Settings,
  environment: Environment,
  items: readonly Item[],
  { openOpenAi, progress, announce }: Tools,
) {
  const count = questionsIn(settings, items)
  announce(
    `Asking OpenAI ${count} ${count === 1 ? 'time' : 'times'}, with personal data taken out.`,
  )
  const openai = await openOpenAi(environment, settings)
  try {
    return await askAbout(settings, items, openai, progress)
  } finally {
    await openai.stop()
  }
}
