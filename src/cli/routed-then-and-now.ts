import { whereTo } from '../commands/why.ts'
import type { Routing } from '../commands/why.ts'
import { guesses } from '../conversation/about.ts'
import type { Labels } from '../conversation/labels.ts'

interface Then {
  readonly number: number
  readonly inbox: string
  /** Epoch ms. */
  readonly at: number
  /** Once it was labelled, if it was. */
  readonly routing: Routing
  readonly labels: Labels | undefined
}

export interface Comparison {
  readonly isSame: boolean
  readonly text: string
}

/** Where a conversation went, beside where it would go now: nowhere, where its inbox is no more. */
export function comparison(
  { number, inbox, at, routing, labels = {} }: Then,
  now: Routing | null,
): Comparison {
  const when = new Date(at).toISOString().slice(0, 16).replace('T', ' ')
  const about = guesses(labels)
  const head = `${number} · ${inbox} · ${when} UTC${about === '' ? '' : ` · ${about}`}`
  if (!now)
    return {
      isSame: false,
      text: `≠ ${head}\n  went  ${line(routing)}\n  now   nowhere: there is no such inbox any more`,
    }
  const isSame = whereTo(routing) === whereTo(now)
  const rows = isSame
    ? [`  went and goes  ${line(now)}`]
    : [`  went  ${line(routing)}`, `  now   ${line(now)}`]
  return { isSame, text: [`${isSame ? '=' : '≠'} ${head}`, ...rows].join('\n') }
}

/** All of them, and in the end how many would go elsewhere. */
export function sayComparisons(all: readonly Comparison[]): string {
  if (all.length === 0) return 'There are no conversations yet.'
  const others = all.filter(({ isSame }) => !isSame).length
  return [
    ...all.map(({ text }) => text),
    '',
    `${others} of ${all.length} would go elsewhere now. Messages, pages, attributes and labels are taken as they are known today.`,
  ].join('\n')
}

function line(routing: Routing): string {
  const by = routing.rule === undefined ? 'by no rule' : `by “${routing.rule}”`
  return `${whereTo(routing)} (${by})`
}
