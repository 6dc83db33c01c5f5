import { choicesFor } from '../config.ts'
import type { Settings } from '../config.ts'
import type { Labels } from '../conversation/labels.ts'
import type { Answer } from '../insights/answers.ts'
import { foldsOf } from '../insights/held-out.ts'
import type { Item } from '../insights/held-out.ts'
import type { Classifier } from '../ports.ts'
import { labelsOf } from '../routing/given-labels.ts'
import type { Progress } from './progress.ts'
import type { Pupil } from './pupils.ts'

/** An item, and what a machine says of it now. */
export interface Asked {
  readonly item: Item
  readonly answer: Answer
}

/** What the classifier of this machine says now of what it was not taught; nothing where there is too little to ask. */
export async function heldOut(
  settings: Settings,
  items: readonly Item[],
  pupil: Pupil,
  progress: Progress,
): Promise<readonly Asked[]> {
  const folds = foldsOf(items, settings.taxonomy)
  const asked: Asked[] = []
  for (const [index, fold] of folds.entries()) {
    progress(`Learning without part ${index + 1} of ${folds.length} …`)
    await pupil.learn({ labels: settings.taxonomy.labels, corrections: fold.learned })
    asked.push(...(await askAbout(settings, fold.asked, pupil)))
  }
  progress(null)
  return asked
}

/** What a machine says now, of what it may choose from. Words that were taken back are asked of nobody. */
export async function askAbout(
  settings: Settings,
  items: readonly Item[],
  classifier: Classifier,
  progress: Progress = () => undefined,
): Promise<readonly Asked[]> {
  const said = new Map<string, Labels>()
  const asked: Asked[] = []
  for (const item of items) {
    const { inbox, opening } = item.correction
    const choices = choicesFor(settings, inbox)
    if (!choices || !canAsk(settings, item)) continue
    const key = questionOf(item)
    let labels = said.get(key)
    if (!labels) {
      progress(`Asking about message ${said.size + 1} …`)
      const answer = await classifier.classify(opening, choices)
      labels = answer ? labelsOf(answer, choices) : {}
      said.set(key, labels)
    }
    asked.push({ item, answer: answerOf(item, labels) })
  }
  progress(null)
  return asked
}

/** How many questions these items are: the same words in the same inbox are one. */
export function questionsIn(settings: Settings, items: readonly Item[]): number {
  const able = items.filter((item) => canAsk(settings, item))
  return new Set(able.map(questionOf)).size
}

/** Its words are there, and its label is one that machines may say in its inbox. */
function canAsk(
  settings: Settings,
  { correction: { inbox, opening }, kind, right }: Item,
): boolean {
  const choices = choicesFor(settings, inbox)
  if (!choices || opening === '') return false
  switch (kind) {
    case 'intent':
      return choices.intents.some(({ id }) => id === right)
    case 'department':
      return choices.departments.some(({ id }) => id === right)
    case 'sentiment':
      return true
  }
}

/** What labels say of an item. */
export function answerOf({ kind, right }: Item, labels: Labels): Answer {
  const { id = null, confidence = 0 } = labels[kind] ?? {}
  return { right, guess: id, confidence: confidence ?? 0 }
}

function questionOf({ correction: { inbox, opening } }: Item): string {
  return `${inbox} ${opening}`
}
