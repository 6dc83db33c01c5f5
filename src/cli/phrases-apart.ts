import type { Settings } from '../config.ts'
import type { Answer } from '../insights/answers.ts'
import type { Label } from '../conversation/labels.ts'
import type { Progress } from './progress.ts'
import type { Pupil } from './pupils.ts'

const FOLDS = 5
/** Of a label with fewer examples, what is left of it would say too little. */
const FEWEST = 4

/** What the classifier of this machine takes each intent’s examples for, when it has not learned them. */
export async function phrasesApart(
  { taxonomy }: Pick<Settings, 'taxonomy'>,
  pupil: Pupil,
  progress: Progress,
): Promise<readonly Answer[]> {
  const intents = taxonomy.labels.filter(({ kind }) => kind === 'intent')
  const asked = intents.filter(({ examples }) => examples.length >= FEWEST)
  if (asked.length < 2) return []
  const answers: Answer[] = []
  for (let fold = 0; fold < FOLDS; fold += 1) {
    progress(`Learning without part ${fold + 1} of ${FOLDS} of the examples …`)
    const isAside = (_: string, place: number) => place % FOLDS === fold
    const labels = intents.map((label): Label => {
      const examples = label.examples.filter((text, place) => !isAside(text, place))
      return asked.includes(label) ? { ...label, examples } : label
    })
    await pupil.learn({ labels, corrections: [] })
    for (const { id, examples } of asked)
      for (const text of examples.filter(isAside)) {
        const said = await pupil.classify(text, { intents, departments: [], languages: [] })
        const { label = null, confidence = 0 } = said?.intent ?? {}
        answers.push({ right: id, guess: label, confidence })
      }
  }
  progress(null)
  return answers
}
