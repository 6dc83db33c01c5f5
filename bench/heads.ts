// What the heads of the embedded classifier make of phrases that they had not seen: each of the starter sets
// judged in fifths by what the others taught. Prints the sigmoids that `calibration.ts` is to hold, and figures.
import { openEncoder } from '../src/adapters/embedded/encoder/encoder.ts'
import { weighed } from '../src/adapters/embedded/heads/head.ts'
import { trainHeads } from '../src/adapters/embedded/heads/heads.ts'
import { openIdentify } from '../src/adapters/embedded/heads/identify.ts'
import { createTell } from '../src/adapters/embedded/heads/language.ts'
import { SUBJECTS, type Subject } from '../src/adapters/embedded/heads/subjects.ts'
import { sigmoidFor } from '../src/adapters/embedded/platt.ts'
import { phrasesOf, STARTER_SETS } from '../src/adapters/embedded/starter/phrases.ts'
import { crossed, figures } from '../tests/support/crossing.ts'

for (const name of ['sentiment', 'abuse', 'spam', 'priority'] as const) {
  const subject: Subject<unknown> = SUBJECTS[name]
  for (const by of ['words', 'meaning'] as const) show(name, subject, by)
}
showUrgent()
await showLanguages()
await measureTime()

function show(name: string, subject: Subject<unknown>, by: 'words' | 'meaning') {
  const held = crossed(subject, by)
  const sigmoids = subject.labels.map((label, place) => {
    const distances = held.map((one) => one.distances[place] ?? 0)
    const { slope, shift } = sigmoidFor(
      distances,
      held.map((one) => one.label === label),
    )
    return `{ slope: ${slope.toFixed(2)}, shift: ${shift.toFixed(2)} }`
  })
  const found = figures(subject, by, held)
  console.log(`${name} by ${by}, ${held.length} phrases`)
  console.log(`  [${sigmoids.join(', ')}]`)
  console.log(
    `  accuracy ${percent(found.accuracy)}, macro-recall ${percent(found.macroRecall)}, macro-F1 ${percent(found.macroF1)}, calibration error ${percent(found.calibrationError)}`,
  )
  for (const [label, precision] of found.precision)
    console.log(
      `  ${String(label)}: precision ${percent(precision)}, recall ${percent(found.recall.get(label) ?? 0)}`,
    )
}

/** How often “urgent” is right, by how sure it was. */
function showUrgent() {
  const { labels, calibration } = SUBJECTS.priority
  for (const by of ['words', 'meaning'] as const)
    for (const least of [0.5, 0.6, 0.7, 0.8]) {
      const held = crossed(SUBJECTS.priority, by).map((one) => ({
        ...one,
        urgent: weighed(calibration[by], one.distances)[labels.indexOf('urgent')] ?? 0,
      }))
      const all = held.filter(({ label }) => label === 'urgent')
      const called = held.filter(({ urgent }) => urgent >= least)
      const right = called.filter(({ label }) => label === 'urgent')
      const alarms = called.filter(({ label }) => label === 'normal' || label === 'low')
      console.log(
        `urgent by ${by} from ${least}: precision ${percent(right.length / called.length)}, recall ${percent(right.length / all.length)}, ${alarms.length} of ${called.length} were normal or low`,
      )
    }
}

/** The words of each fifth are told by those of the others; a phrase of several languages may be any of them. */
async function showLanguages() {
  const model = await openIdentify()
  const phrases = [...Map.groupBy(STARTER_SETS.flatMap(phrasesOf), ({ text }) => text).values()]
  const inFold = (place: number, out: number) => place % 5 === out
  for (const [named, languages] of [
    ['no languages', []],
    ['six languages', ['en', 'de', 'es', 'fr', 'pt', 'it']],
  ] as const)
    for (const identify of [model, null]) {
      const tells = Array.from({ length: 5 }, (_, out) =>
        createTell(identify, phrases.filter((__, place) => !inFold(place, out)).flat()),
      )
      const held = phrases.map((same, place) => ({
        own: same.map(({ language }) => language),
        said: tells[place % 5]?.(same[0]?.text ?? '', languages)?.label,
      }))
      const foreign = held.filter(({ own }) => !own.includes('en'))
      const said = (all: typeof held) => all.filter((one) => one.said !== undefined)
      const right = (all: typeof held) => all.filter((one) => one.own.includes(one.said ?? ''))
      const line = (all: typeof held) =>
        `said of ${percent(said(all).length / all.length)}, ${percent(right(all).length / said(all).length)} of that right`
      console.log(
        `language ${identify ? 'with' : 'without'} the model, ${named} named: ${line(held)}; but English: ${line(foreign)}`,
      )
    }
}

async function measureTime() {
  const encoder = await openEncoder()
  const identify = await openIdentify()
  const began = performance.now()
  const heads = trainHeads({ encoder, identify })
  console.log(`learning: ${Math.round(performance.now() - began)} ms`)

  const texts = phrasesOf('abuse-not').map(({ text }) => text)
  const vectors = texts.map((text) => encoder?.encode(text) ?? null)
  const times = texts.map((text, place) => {
    const start = performance.now()
    heads.judge(text, vectors[place] ?? null, [])
    return performance.now() - start
  })
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2)
  console.log(`judging one text: ${at(0.5)} ms p50, ${at(0.99)} ms p99`)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
