import { ELSEWHERE } from './elsewhere.ts'
import { phrasesOf } from './starter/phrases.ts'
import { wordsOf } from './words.ts'

const talk = onceEach(phrasesOf('background').map(({ text }) => text))
const talkWords = new Set(talk.map(sameWords))

/** A greeting, thanks, yes or no: it says nothing of what they want. */
export function isSmallTalk(text: string): boolean {
  return talkWords.has(sameWords(text))
}

/** The lines of a text that say something of what they want; all of it, where none does. */
export function tellingLines(text: string): string {
  const telling = text.split('\n').filter((line) => !isSmallTalk(line))
  return telling.some((line) => line.trim() !== '') ? telling.join('\n') : text
}

/** Small talk and remarks in equal parts, from all over the sets; not what is taken. */
export function everydayBut(taken: readonly string[], size: number): string[] {
  const words = new Set(taken.map(sameWords))
  const isFree = (text: string) => !words.has(sameWords(text))
  return [
    ...spread(talk.filter(isFree), Math.ceil(size / 2)),
    ...spread(ELSEWHERE.filter(isFree), Math.floor(size / 2)),
  ]
}

/** Those with words, each once, though it be written in another way. */
export function onceEach(texts: readonly string[]): string[] {
  const byWords = new Map(texts.map((text) => [sameWords(text), text]))
  byWords.delete('')
  return [...byWords.values()]
}

function sameWords(text: string): string {
  return wordsOf(text).join(' ')
}

function spread<Each>(all: readonly Each[], size: number): Each[] {
  const step = Math.max(1, all.length / size)
  return all.filter((_, place) => Math.floor(place / step) !== Math.floor((place - 1) / step))
}
