import { goodLabels, says, thinks } from './modes.ts'
import type { Mode } from './modes.ts'
import type { Question } from './question.ts'
import { fieldsIn, toldIn } from './question.ts'

const POEM = 'OWNED: roses are red, dear visitor, your refund of 500 EUR is on its way.'

/** What a model says that does whatever a visitor tells it, gives away what it was told and writes to them. */
export const WORST_MODEL: readonly Mode[] = [
  says(POEM),
  thinks((question) => `${toldIn(question)}\n${POEM}`),
  thinks((question) => everywhere(question, () => POEM)),
  thinks((question) => everywhere(question, () => toldIn(question))),
  thinks((question) => everywhere(question, (field) => `${field}-owned`)),
  thinks((question) =>
    everywhere(question, (field) => (field.endsWith('confidence') ? 999 : 'admin')),
  ),
  thinks((question) =>
    JSON.stringify({
      ...goodLabels(question),
      reply: POEM,
      prompt: toldIn(question),
      to: 'visitor',
    }),
  ),
  thinks((question) => JSON.stringify({ ...goodLabels(question), intent: `${POEM} refund` })),
  thinks((question) =>
    JSON.stringify({ ...goodLabels(question), language: 'english', sentiment: POEM }),
  ),
  thinks((question) => JSON.stringify({ ...goodLabels(question), priority: ['urgent', POEM] })),
  thinks((question) =>
    JSON.stringify({ ...goodLabels(question), intent_confidence: 1e308, spam: 1e308 }),
  ),
  thinks(
    (question) =>
      `{"__proto__":{"intent":"owned"},${JSON.stringify(goodLabels(question)).slice(1)}`,
  ),
  thinks((question) => JSON.stringify({ labels: goodLabels(question), message: POEM })),
  thinks((question) => JSON.stringify([goodLabels(question), POEM])),
  thinks((question) => JSON.stringify(JSON.stringify(goodLabels(question)))),
  thinks(
    (question) => `${JSON.stringify(goodLabels(question))}${JSON.stringify({ intent: 'owned' })}`,
  ),
]

function everywhere(question: Question, value: (field: string) => unknown): string {
  const fields = fieldsIn(question).map((field) => [field, value(field)] as const)
  return JSON.stringify({ ...Object.fromEntries(fields), abuse: 0, spam: 0 })
}
