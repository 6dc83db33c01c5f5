import type { Hours } from '../conversation/hours.ts'
import type { Labels, Label, Sentiment } from '../conversation/labels.ts'
import type { CampaignPart } from './addresses.ts'
import type { Said } from './said.ts'

/** What must hold for a rule to choose: all of it. Of a list one is enough. */
export interface Conditions {
  readonly inbox?: readonly string[] | undefined
  /** Patterns, as `isUnder` takes them. */
  readonly page?: readonly string[] | undefined
  /** What the page’s address says in `utm_source` and its like; `*` stands for anything. */
  readonly campaign?:
    Readonly<Partial<Record<CampaignPart, readonly string[] | undefined>>> | undefined
  readonly referrer?: readonly string[] | undefined
  /** Visitor channels. */
  readonly source?: readonly string[] | undefined
  /**
   * Language tags; `pt` is `pt-BR` too. They are compared with the language of the words, where a machine or
   * a person surely knows it, else with that of the visitor’s browser.
   */
  readonly language?: readonly string[] | undefined
  readonly attributes?: Readonly<Record<string, AttributeWanted>> | undefined
  /** Of the visitor’s last conversation. */
  readonly tags?: readonly string[] | undefined
  /** Words and phrases of the first messages. */
  readonly words?: readonly string[] | undefined
  readonly hours?: HoursWanted | undefined
  readonly returning?: boolean | undefined
  readonly verified?: boolean | undefined
  readonly intent?: readonly LabelWanted[] | undefined
  readonly department?: readonly LabelWanted[] | undefined
  readonly sentiment?: readonly Sentiment[] | undefined
  /** Of these, how likely it must be, from 0 to 1. */
  readonly abuse?: { readonly at_least: number } | undefined
  readonly spam?: { readonly at_least: number } | undefined
  /** How sure a machine must be of the labels that are asked for, from 0 to 1; 0.6 if left out. */
  readonly confidence?: number | undefined
}

/** A label of the taxonomy, by any id that it has or had. */
export type LabelWanted = Pick<Label, 'name' | 'was'> & { readonly id: string }

export type AttributeWanted = readonly string[] | { readonly at_least: number }

/** `of` null: the inbox’s own hours. */
export interface HoursWanted {
  readonly within: boolean
  readonly of: Hours | null
}

/** What is known of a visitor, and of what they wrote, when their words open a conversation. */
export interface Subject {
  readonly inbox: string
  /** The inbox’s. */
  readonly hours: Hours
  /** The visitor channel they came by. */
  readonly door: string
  readonly page: string | null
  readonly referrer: string | null
  readonly language: string
  readonly attributes: Readonly<Record<string, string>>
  /** The site vouches for who they are. */
  readonly verified: boolean
  /** They have had a conversation here before. */
  readonly returning: boolean
  /** Those of their last conversation. */
  readonly tags: readonly string[]
  readonly text: string
  /** What it is about, as machines guessed and people corrected; null as long as nobody has. */
  readonly labels: Labels | null
}

/** What conditions are held against. The words cost something to look at, and so are asked for. */
export interface Asked {
  readonly when: Conditions
  readonly subject: Subject
  readonly said: () => Said
  readonly now: number
}

/** What does not hold, in words that follow “because”; null where nothing is wanted, or it holds. */
export type Check = (asked: Asked) => string | null
