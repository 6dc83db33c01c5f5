import type { InboxSettings, Settings } from '../../config.ts'
import { asEmail, oneLine } from './identity.ts'
import type { Question } from './protocol.ts'

/** What a visitor answered, in a shape to be kept. */
export interface Answered {
  readonly name: string | null
  readonly email: string | null
  readonly attributes: Readonly<Record<string, string>>
}

export type Checked =
  | { readonly ok: true; readonly answered: Answered }
  | { readonly ok: false; readonly sentence: string }

const DEPARTMENT = 'department'
const LONGEST = 200
const LONGEST_NAME = 100

/** What an inbox asks before the first message: whom they want to reach, and its own questions. */
export function questionsOf(inbox: InboxSettings, teams: Settings['teams']): Question[] {
  const nameOf = (id: string) => teams.find((team) => team.id === id)?.name ?? id
  const departments = inbox.departments.map(({ team, name }) => ({
    value: team,
    text: name ?? nameOf(team),
  }))
  const whom = { key: DEPARTMENT, label: null, required: false, choices: departments }
  const own = inbox.prechat.map(({ ask, label, required, choices }): Question => {
    const options = choices?.map((text) => ({ value: text, text }))
    return { key: ask, label, required, ...(options ? { choices: options } : {}) }
  })
  return [...(departments.length > 0 ? [whom] : []), ...own]
}

/** The answers to what the inbox asks, or in a sentence to the visitor what is wrong with one; of others nothing is taken. */
export function checkAnswers(
  inbox: InboxSettings,
  given: Readonly<Record<string, string>>,
): Checked {
  const attributes: Record<string, string> = {}
  for (const question of questionsOf(inbox, [])) {
    const { key } = question
    const answer = Object.hasOwn(given, key) ? oneLine(given[key], LONGEST) : null
    const sentence = wrongWith(question, answer)
    if (sentence !== null) return { ok: false, sentence }
    if (answer !== null) attributes[key] = answer
  }
  const { name = null, email = null, ...others } = attributes
  return {
    ok: true,
    answered: { name: oneLine(name ?? '', LONGEST_NAME), email, attributes: others },
  }
}

function wrongWith({ key, label, required, choices }: Question, answer: string | null) {
  const asked = `“${label ?? key}”`
  if (answer === null) return required ? `${asked} wants an answer.` : null
  if (choices && !choices.some(({ value }) => value === answer))
    return `${asked} wants one of its answers.`
  if (key === 'email' && asEmail(answer) === null)
    return `${asked} wants an e-mail address, such as nina@example.com.`
  return null
}
