import type { Kind } from './kind.ts'

/** What is told in digits and is nobody’s: dates, times, prices, versions, sizes, spans of years. */
export const KEPT: readonly Kind[] = [
  {
    find: /(?<![\d./-])(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2}))(?!\d|[./-]\d)/g,
    as: null,
  },
  { find: /(?<![\d.-])(?:19|20)\d{2} ?- ?(?:19|20)?\d{2}(?!\d|[.-]\d)/g, as: null },
  { find: /(?<![\w:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])/g, as: null },
  {
    find: /(?<!\p{L})(?:version|versión|versão|versione|версия|release|firmware|build|ios|android|v)\.? ?\d{1,5}(?:\.\d{1,6}){1,4}/giu,
    as: null,
  },
  {
    find: /(?:[$€£¥₹₽₩₴₺₫]|(?<!\p{L})(?:usd|eur|gbp|chf|jpy|cny|inr|rub|brl|mxn|pln|sek|nok|dkk|rs)) ?\d{1,3}(?:[ .,']?\d{3}){0,4}(?:[.,]\d{1,2})?(?!\d)/giu,
    as: null,
  },
  {
    find: /(?<!\d)\d{1,3}(?:[ .,']?\d{3}){0,4}(?:[.,]\d{1,2})? ?(?:[$€£¥₹₽₩₴₺₫]|(?:usd|eur|gbp|chf|jpy|cny|inr|rub|brl|mxn|pln|sek|nok|dkk|kr|zł|руб|円|元|euros?|dollars?|pounds?)(?!\p{L}))/giu,
    as: null,
  },
  { find: /(?<![\p{L}\d])\d{1,5} ?[x×] ?\d{1,5}(?: ?[x×] ?\d{1,5})?(?!\d)/giu, as: null },
]
