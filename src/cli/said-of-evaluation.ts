import { sureIn } from '../adapters/label-choices.ts'
import type { Settings } from '../config.ts'
import { machineNamed } from '../conversation/about.ts'
import type { Evaluation } from './classify-eval.ts'
import { linesOf } from './said-of-answers.ts'
import type { Measured } from './said-of-answers.ts'

const FEW = 20

/** An evaluation for people to read. */
export function sayEvaluation(its: Evaluation, settings: Settings): string {
  if (its.corrections === 0)
    return 'Nobody has said what a conversation is about yet: agents do by /label, or on the card.'
  const lines = (all: readonly Measured[]) => {
    const said = linesOf(all, sureIn(settings), settings)
    return said.length > 0 ? said : ['  nothing to measure']
  }
  return [
    headOf(its),
    ...(its.corrections < FEW
      ? [`These are few: under ${FEW}, each of them moves the figures by more than it should.`]
      : []),
    'People speak up when a label is wrong, and mostly say nothing when it is right: all in all it is better than this.',
    ...Object.entries(its.atTheTime).flatMap(([machine, all]) => [
      '',
      `What ${machineNamed(machine)} said at the time`,
      ...lines(all),
    ]),
    ...(its.now === null
      ? []
      : ['', 'What Greenroom would say now of what it was not taught', ...lines(its.now)]),
    ...(its.openai === null ? [] : ['', 'What OpenAI says now', ...lines(its.openai)]),
  ].join('\n')
}

function headOf({ corrections, conversations, retired, wordless }: Evaluation): string {
  const of = [
    ...(retired > 0 ? [`${retired} retired: their labels have left the taxonomy`] : []),
    ...(wordless > 0 ? [`${wordless} without words: they were taken back`] : []),
  ]
  const head = `${count(corrections, 'label')} by people in ${count(conversations, 'conversation')}`
  return of.length === 0 ? `${head}.` : `${head}; ${of.join('; ')}.`
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
