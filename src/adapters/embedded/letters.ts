import type { Language } from '../../conversation/labels.ts'
import type { Judgement } from './heads/heads.ts'
import type { Course } from './lesson.ts'

/** What is asked about a text. Of the labels only ids travel to the worker, and only their places back. */
export interface Question {
  readonly text: string
  readonly intents: readonly string[]
  readonly departments: readonly string[]
  readonly languages: readonly Language[]
}

/** One of the ids that were asked about, by its place among them. */
export interface Place {
  readonly place: number
  readonly confidence: number
}

/** What the worker makes of a text. */
export interface Opinion extends Judgement {
  readonly intent: Place | null
  readonly department: Place | null
}

export type ToWorker =
  | { readonly kind: 'learn'; readonly lesson: number; readonly course: Course }
  | { readonly kind: 'ask'; readonly question: number; readonly about: Question }

export type FromWorker =
  | { readonly kind: 'learned'; readonly lesson: number; readonly examples: number }
  | { readonly kind: 'answer'; readonly question: number; readonly opinion: Opinion | null }
  /** A text was too much for it: an error’s name, never its words. */
  | { readonly kind: 'stumbled'; readonly reason: string }
  /** Something of it cannot be had on this machine: it does without. */
  | { readonly kind: 'without'; readonly part: 'encoder' | 'languages'; readonly reason: string }
