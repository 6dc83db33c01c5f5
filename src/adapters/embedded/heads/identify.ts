import { LANGUAGES, type Language } from '../../../conversation/labels.ts'

/** How likely a text is of each language, as far as it says so; not a language that is missing. */
export type Identify = (text: string) => ReadonlyMap<Language, number>

/** Its names for what is written as one of ours is, or nearly so. */
const NEARLY: Readonly<Record<string, Language>> = {
  nn: 'no',
  sh: 'hr',
  bs: 'hr',
  als: 'de',
  bar: 'de',
  nds: 'de',
  sco: 'en',
  arz: 'ar',
  azb: 'fa',
  pnb: 'ur',
  mr: 'hi',
  ne: 'hi',
  wuu: 'zh',
  yue: 'zh',
  jv: 'id',
  su: 'id',
  min: 'id',
  ceb: 'tl',
  war: 'tl',
  mwl: 'pt',
}

const own = new Map<string, Language>([
  ...LANGUAGES.map((language) => [language, language] as const),
  ...Object.entries(NEARLY),
])

/** Of the model’s 176 languages, the likeliest. */
const LIKELIEST = 40
const LABEL = '__label__'

/**
 * Loads fastText’s language model, which `fasttext.wasm.js` carries: 0.1 s, 20 MB, and without a network.
 * Null where that cannot be.
 */
export async function openIdentify(): Promise<Identify | null> {
  const predict = await loadModel().catch(() => null)
  if (!predict) return null
  return (text) => {
    const likely = new Map<Language, number>()
    for (const [share, label] of predict(text)) {
      const language = own.get(label.slice(LABEL.length))
      if (language) likely.set(language, (likely.get(language) ?? 0) + share)
    }
    return likely
  }
}

/** What we use of the package. Its own types lead to files that it does not bring. */
interface Package {
  getLIDModel(): Promise<{ load(): Promise<Model> }>
}

interface Model {
  predict(text: string, most: number, least: number): Found
}

interface Found {
  size(): number
  get(place: number): readonly [share: number, label: string]
  delete(): void
}

async function loadModel(): Promise<(text: string) => (readonly [number, string])[]> {
  const { getLIDModel } = (await import('fasttext.wasm.js')) as Package
  const model = await (await getLIDModel()).load()
  return (text) => {
    const found = model.predict(text, LIKELIEST, 0)
    try {
      return Array.from({ length: found.size() }, (_, place) => found.get(place))
    } finally {
      // It lives in the module’s own memory, which nothing else would ever free.
      found.delete()
    }
  }
}
