import { ibanFits, luhn } from './checksums.ts'
import type { Kind, Span } from './kind.ts'
import { whole } from './kind.ts'

/** Lengths of account numbers by country: the standard’s registry. */
const IBAN_LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23' +
    'GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21MC27MD24ME22MK19MR27MT31MU30NL18' +
    'NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20'
  )
    .match(/[A-Z]{2}\d{2}/g)
    ?.map((one) => [one.slice(0, 2), Number(one.slice(2))]) ?? [],
)

/** Accounts, cards and wallets. */
export const MONEY: readonly Kind[] = [
  {
    find: /(?<![a-z\d])[a-z]{2}\d{2}(?:[ -]?[a-z\d]{1,4}){3,9}/gi,
    part: ibanIn,
    as: '[iban]',
  },
  { find: /(?<![\w.,])(?:\d[ -]?){12,23}\d(?!\d)/g, part: cardIn, as: '[card]' },
  {
    find: /(?<!\w)(?:bc1[a-z0-9]{25,59}|0x[a-fA-F0-9]{40}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|T[1-9A-HJ-NP-Za-km-z]{33})(?!\w)/g,
    part: whole((found) => /\d/.test(found) && /[a-zA-Z]{2}/.test(found)),
    as: '[wallet]',
  },
]

function ibanIn(found: string): Span | null {
  const length = IBAN_LENGTHS[found.slice(0, 2).toUpperCase()] ?? 0
  const at = placesOf(found, /[a-z\d]/gi)
  const end = at[length - 1]
  if (end === undefined || /[a-z\d]/i.test(found[end + 1] ?? '')) return null
  return ibanFits(found.slice(0, end + 1).replaceAll(/[ -]/g, '')) ? [0, end + 1] : null
}

/** Numbers that stand before it, or behind it, are none of its. */
function cardIn(found: string): Span | null {
  const at = placesOf(found, /\d/g)
  for (const [first, from] of at.entries()) {
    if (/\d/.test(found[from - 1] ?? '')) continue
    for (const length of [16, 15, 14, 19, 18, 17, 13]) {
      const end = at[first + length - 1]
      if (end === undefined || /\d/.test(found[end + 1] ?? '')) continue
      if (isCard(found.slice(from, end + 1).replaceAll(/\D/g, ''))) return [from, end + 1]
    }
  }
  return null
}

function isCard(digits: string): boolean {
  return /^(?:4|5[0-8]|2[2-7]|3[0-9]|6)/.test(digits) && luhn(digits)
}

function placesOf(text: string, sign: RegExp): number[] {
  return [...text.matchAll(sign)].map(({ index }) => index)
}
