import type { AssignWay, PassedOver, Place, Priority, Route } from '../conversation/conversation.ts'
import type { Conditions, Subject } from './conditions.ts'
import { missed } from './missed.ts'
import type { Said } from './said.ts'
import { said } from './said.ts'

/** Where conversations go of which `when` holds; of what `to` does not say, as their inbox says. */
export interface Rule {
  readonly name: string
  readonly when: Conditions
  readonly to: {
    readonly places?: readonly Place[] | undefined
    readonly team?: string | undefined
    readonly priority?: Priority | undefined
    readonly tags?: readonly string[] | undefined
    readonly assign?: AssignWay | undefined
    readonly skills?: readonly string[] | undefined
    /** A policy’s name. */
    readonly sla?: string | undefined
  }
}

export interface Chosen {
  readonly route: Route
  /** The name of the rule that chose, or null where none did. */
  readonly rule: string | null
  /** The rules that were asked before it, and why each did not choose. */
  readonly why: readonly PassedOver[]
}

/**
 * Where a conversation goes by the first rule that holds; by none, as its inbox says: `usual`. `barred`: why a rule
 * does not choose though it holds, if it does not.
 */
export function chooseRoute(
  rules: readonly Rule[],
  subject: Subject & { readonly usual: Route },
  now: number,
  barred: (rule: Rule) => string | null = () => null,
): Chosen {
  let heard: Said | null = null
  const words = () => (heard ??= said(subject.text))
  const why: PassedOver[] = []
  for (const rule of rules) {
    const { name, when, to } = rule
    const sentence = missed(when, subject, words, now) ?? barred(rule)
    if (sentence === null) return { route: routeBy(to, subject.usual), rule: name, why }
    why.push({ rule: name, missed: cut(sentence) })
  }
  return { route: subject.usual, rule: null, why }
}

/** It is kept with each conversation. */
const LONGEST = 300

function cut(sentence: string): string {
  return sentence.length <= LONGEST ? sentence : `${sentence.slice(0, LONGEST - 1).toWellFormed()}…`
}

function routeBy(to: Rule['to'], usual: Route): Route {
  const assign = to.assign ?? usual.assign
  const skills = to.skills ?? usual.skills
  const sla = to.sla ?? usual.sla
  return {
    places: to.places ?? usual.places,
    team: to.team ?? usual.team,
    priority: to.priority ?? usual.priority,
    tags: [...new Set([...usual.tags, ...(to.tags ?? [])])],
    ...(assign === undefined ? {} : { assign }),
    ...(skills === undefined ? {} : { skills }),
    ...(sla === undefined ? {} : { sla }),
  }
}
