import type { Kind } from './kind.ts'
import { digitsIn, whole } from './kind.ts'

/** Numbers of things. */
const THING =
  /(?:#|№|\b(?:order|invoice|tracking|track|parcel|ref|reference|ticket|sku|serial|isbn|ean|article|item|case|booking|id)|bestell\p{L}*|rechnung\p{L}*|sendung\p{L}*|auftrag\p{L}*|artikel\p{L}*|commande|facture|suivi|colis|pedido|factura|fatura|encomenda|rastreio|seguimiento|ordine|fattura|zamówieni\p{L}*|заказ\p{L}*|посылк\p{L}*|трек\p{L}*|сч[её]т\p{L}*|订单|訂單|单号|快递|注文|伝票|طلب|شحنة)[^\d\n+]{0,18}$/iu

/** What people say before they give their number. */
const CALLING =
  /(?:phone|\btel\b|cell|mobile|\bcall|\btext\b|whats ?app|viber|telegram|signal|\bsms|\bring\b|\bfax|handy|anruf|\bruf|nummer|numéro|numero|número|móvil|movil|celular|llám|llam|appel|portable|joign|\bligu|telemóvel|chiam|cellulare|\bbel\b|тел|звон|номер|вотсап|电话|電話|手机|手機|号码|携帯|番号|هاتف|جوال|رقم|موبايل|اتصل|واتس|전화|연락|휴대|फ़ोन|फोन|नंबर|number)[^\d\n+]{0,25}$/iu

/** How numbers are grouped where nothing else says what they are. */
const SHAPES: readonly RegExp[] = [
  /^\(\d{1,5}\)[ .-]?\d[\d .-]{5,11}$/, // an area code in brackets
  /^1?[ .-]?\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}$/, // North America
  /^0[1-9][\d ()/.-]{7,14}$/, // a trunk 0: most of Europe, Japan, Korea, Australia
  /^8[ (-]{0,2}9\d{2}[ )-]{0,2}\d{3}[ -]?\d{2}[ -]?\d{2}$/, // Russia
  /^1[3-9]\d[ -]?\d{4}[ -]?\d{4}$/, // China
  /^[5-9]\d{2}[ .-]\d{3}[ .-]\d{3}$/, // Spain, Portugal, Poland
  /^[6-9]\d{2}(?:[ .]\d{2}){3}$/, // Spain
  /^\d{2} ?9\d{4}[ -]\d{4}$/, // Brazil
  /^[2-9]\d(?: \d{2}){3}$/, // Denmark, Norway
  /^[49]\d{2} \d{2} \d{3}$/, // Norway
  /^[6-9]\d{4}[ -]\d{5}$/, // India
  /^\d{2} \d{4} \d{4}$/, // Mexico
]

/** Phone numbers: with a + or 00, after a word for calling, or grouped as some country groups them. */
export const PHONES: readonly Kind[] = [
  {
    find: /(?<![\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\d_@#/.+-])(?:\(?\+ ?)?\(?\d(?:[ ()./-]{0,3}\d){5,16}(?![\p{Script=Latin}\p{Script=Cyrillic}\d_])/gu,
    part: whole(isPhone),
    as: '[phone]',
  },
]

function isPhone(found: string, before: string): boolean {
  const digits = digitsIn(found)
  const { length } = digits
  if (/^\(?\+/.test(found)) return length >= 7 && length <= 15
  if (THING.test(before)) return false
  if (CALLING.test(before)) return length <= 15
  if (/^00[1-9]/.test(found)) return length >= 11 && length <= 17
  if (length > 12) return false
  return SHAPES.some((shape) => shape.test(found))
}
