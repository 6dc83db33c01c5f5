// Signs that are drawn like a Latin letter: enough to see through the common ways of looking like somebody else.
const DRAWN_LIKE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    a: 'аαɑ4@',
    b: 'вβ8',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еεєё3',
    g: 'ɡ9',
    h: 'нһ',
    i: 'іιı1!|l',
    j: 'ј',
    k: 'кκ',
    m: 'мμ',
    n: 'пηո',
    o: 'оοօ0',
    p: 'рρ',
    r: 'гᴦ',
    s: 'ѕ5$',
    t: 'тτ',
    u: 'υս',
    v: 'ν',
    w: 'ѡԝ',
    x: 'хχ',
    y: 'уγ',
  }).flatMap(([letter, twins]) => Array.from(twins, (twin) => [twin, letter])),
)

/** The same for names that a reader would take for one another. */
export function lookOf(name: string): string {
  const bare = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const letters = Array.from(bare).filter((sign) => /[\p{L}\p{N}@!|$]/u.test(sign))
  return letters.map((sign) => DRAWN_LIKE[sign] ?? sign).join('')
}
