import { choicesFor } from '../config.ts'
import type { InboxSettings, Settings } from '../config.ts'
import { machineNamed, percent } from '../conversation/about.ts'
import type { Corrected, Given as Label, Labels } from '../conversation/labels.ts'
import { labelNamed, labelsFor, SENTIMENTS } from '../conversation/labels.ts'
import { didYouMean } from '../conversation/nearest.ts'
import type { Classifier } from '../ports.ts'
import { labelsOf } from '../routing/given-labels.ts'
import type { Given } from './said-of-words.ts'

/** Gives a classifier that has learned the taxonomy, or null where none is to be had. */
export type ClassifierFor = (settings: Settings) => Promise<Classifier | null>

export interface Labelled {
  /** Null where nobody says anything. */
  readonly labels: Labels | null
  /** What is known and by whom, in lines for people. */
  readonly lines: readonly string[]
}

/** What a message is about: as a machine says, and over it as the options say. Throws a sentence for no label. */
export async function labelled(
  settings: Settings,
  inbox: InboxSettings,
  message: string,
  given: Given,
  classifierFor: ClassifierFor,
): Promise<Labelled> {
  const byHand = labelsByHand(settings, inbox, given)
  const guessed = given['no-classify'] ? null : await guess(settings, inbox, message, classifierFor)
  const labels = { ...guessed?.labels, ...byHand }
  const lines = linesOf(labels, byHand, settings.classify?.confidence ?? 0)
  if (lines.length === 0 && !guessed) return { labels: null, lines: [] }
  const head = guessed
    ? `What it is about, as ${machineNamed(guessed.by)} says:`
    : 'What it is about, as you say:'
  return { labels, lines: [head, ...(lines.length > 0 ? lines : ['• it cannot say'])] }
}

async function guess(
  settings: Settings,
  { id }: InboxSettings,
  message: string,
  classifierFor: ClassifierFor,
) {
  const choices = choicesFor(settings, id)
  if (!choices || settings.taxonomy.labels.length === 0 || !settings.classify?.embedded) return null
  const classifier = await classifierFor(settings)
  if (!classifier) return null
  try {
    const said = await classifier.classify(message, choices)
    return { by: classifier.name, labels: said ? labelsOf(said, choices) : {} }
  } finally {
    await classifier.stop()
  }
}

const BY_HAND = ['intent', 'department', 'sentiment'] as const satisfies readonly Corrected[]

function labelsByHand(settings: Settings, inbox: InboxSettings, given: Given): Labels {
  return Object.fromEntries(
    BY_HAND.flatMap((kind) => {
      const said = given[kind]
      return said === undefined ? [] : [[kind, labelSaid(settings, inbox, kind, said)]]
    }),
  )
}

const SAID = /^([^=]*?)(?:=(0|1|0?\.\d+|1\.0+))?$/

/** `refund=0.9`: a machine is so sure; `refund`: a person says so. */
function labelSaid(
  { taxonomy }: Settings,
  inbox: InboxSettings,
  kind: Corrected,
  said: string,
): Label {
  const [, id = '', sure] = SAID.exec(said) ?? []
  const labels =
    kind === 'sentiment'
      ? SENTIMENTS.map((one) => ({ id: one, name: one }))
      : labelsFor(taxonomy, kind, inbox.id)
  const its =
    kind === 'sentiment'
      ? labels.find((one) => one.id === id)
      : labelNamed(labelsFor(taxonomy, kind, inbox.id), id)
  if (its)
    return { id: its.id, name: its.name, confidence: sure === undefined ? null : Number(sure) }
  if (id === '' || said.includes('=') !== (sure !== undefined))
    throw new Error(`--${kind} wants a label, and after = how sure, as refund=0.9, not ${said}.`)
  const known = didYouMean(
    id,
    labels.map((one) => one.id),
  )
  throw new Error(`--${kind} ${id} is none of the ${kind}s: ${known}`)
}

function linesOf(labels: Labels, byHand: Labels, least: number): string[] {
  const kinds = ['intent', 'department', 'priority', 'sentiment', 'language'] as const
  return [
    ...kinds.flatMap((kind) => {
      const its = labels[kind]
      return its ? [`• ${kind}: ${its.name}, ${sureness(its, byHand[kind] === its, least)}`] : []
    }),
    ...(['abuse', 'spam'] as const).flatMap((what) => {
      const its = labels[what]
      return its === undefined ? [] : [`• ${what}: ${percent(its)} likely`]
    }),
  ]
}

function sureness({ confidence }: Label, isByHand: boolean, least: number): string {
  if (confidence === null) return 'as you say'
  const sure = `${percent(confidence)} sure${isByHand ? ', as you say' : ''}`
  return confidence >= least ? sure : `${sure}: not enough to route by`
}
