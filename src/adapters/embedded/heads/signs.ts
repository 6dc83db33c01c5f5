import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity'
import type { Sparse } from '../sparse.ts'
import { airs } from './emoji.ts'

const profane = new RegExpMatcher({
  ...englishDataset.build(),
  ...englishRecommendedTransformers,
})

const LINK =
  /\bhttps?:\/\/\S+|\bwww\.\S+|\b[a-z0-9-]{1,63}\.(?:com|net|io|me|gg|ly|example|xyz|shop)\b\/?\S*/giu
const TO_A_PAGE = /https?:\/\/[^\s/]+\/\S{3,}/iu
const SHORT_LINK = /\b(?:bit\.ly|t\.me|tinyurl|cutt\.ly|wa\.me|discord\.gg|goo\.gl)\b/iu
const MESSENGER = /\b(?:whats ?app|telegram|wickr|hangouts|snap(?:chat)?|cash ?app|zap|dm)\b/iu
const MONEY = /[$€£]\s?\d|\d\s?(?:[$€£]|usd|eur|dollars?|euros?)(?![\p{L}])/iu
const PERCENT = /\d\s?%/u
const MENTION = /(?:^|\s)@\w/u
const ADDRESS = /[^\s@]{1,64}@[^\s@]{1,64}\.\w/u
const PHONE = /\+?\d[\d ().-]{7,}\d/u
const STRETCHED = /(\p{L})\1{2}/iu
const YOU =
  /\b(?:you|your|youre|you're|u|ur|yall|ya|du|dich|dir|ihr|euch|sie|tu|te|t'es|vous|eres|son|sois|vete|voc[eê]s?|seu|sua|sei|siete|ti|vi|jou|jullie|ty|wy|sen|siz)\b|(?:^|\s)(?:ты|вы|вас|тебя|тебе|иди)(?:\s|$)/iu
const ME =
  /\b(?:i|i'm|im|me|my|we|our|ich|mein|wir|yo|mi|je|j'ai|mon|ma|eu|meu|minha|io|mio|mia|ik|mijn)\b/iu
const QUESTION = /[?？؟]/u
const EXCLAIMS = /!/gu
const THREE_LOUD = /[!?]{3}/u
const CAPITALS = /\p{Lu}/gu
const LETTERS = /\p{L}/gu
const DIGITS = /\p{N}/gu
const ORDER_NUMBER = /#\d{3,}|\b(?:order|bestellung|pedido|commande|ordine)\b.{0,12}\d{3,}/iu

/** A text is looked at as far as this. */
const LONGEST = 2_000

/** Places of what is seen: `signsOf` fills those up to the last two, `coarseSignsOf` those. */
export const SIGNS = 28
const COARSE = SIGNS - 2

/** What can be seen in a text without knowing its words, each from 0 to 1 at a place of its own. */
export function signsOf(whole: string): Sparse {
  const text = whole.slice(0, LONGEST)
  const air = airs(text)
  const letters = count(text, LETTERS)
  const links = count(text, LINK)
  return present(0, [
    upTo(1, links),
    upTo(1, links / 3),
    has(text, TO_A_PAGE),
    has(text, SHORT_LINK),
    has(text, MESSENGER),
    has(text, MONEY),
    has(text, PERCENT),
    has(text, MENTION),
    has(text, ADDRESS),
    has(text, PHONE),
    has(text, STRETCHED),
    has(text, YOU),
    has(text, ME),
    has(text, QUESTION),
    upTo(1, count(text, EXCLAIMS) / 3),
    has(text, THREE_LOUD),
    letters > 5 ? count(text, CAPITALS) / letters : 0,
    letters > 0 ? 0 : 1,
    upTo(1, count(text, DIGITS) / 10),
    upTo(1, text.length / 40) / 2,
    upTo(1, text.length / 160) / 2,
    has(text, ORDER_NUMBER),
    upTo(1, air.glad / 2),
    upTo(1, air.upset / 2),
    upTo(1, air.rude),
    upTo(1, air.pushy / 2),
  ])
}

/** Coarse words, and whether they come with a “you”. Costs more than all other signs, and says little but of abuse. */
export function coarseSignsOf(whole: string): Sparse {
  const text = whole.slice(0, LONGEST)
  const coarse = upTo(2, profane.getAllMatches(text).length) / 2
  return present(COARSE, [coarse, coarse > 0 ? has(text, YOU) : 0])
}

function present(from: number, values: readonly number[]): Sparse {
  const found = [...values.entries()].filter(([, value]) => value !== 0)
  return {
    at: Uint32Array.from(found, ([place]) => from + place),
    value: Float32Array.from(found, ([, value]) => value),
  }
}

function has(text: string, pattern: RegExp): number {
  return pattern.test(text) ? 1 : 0
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

function upTo(most: number, value: number): number {
  return Math.min(most, value)
}
