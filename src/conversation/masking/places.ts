import type { Kind } from './kind.ts'

/** Where somebody lives, as far as a number and a word for a street give it away. */
export const PLACES: readonly Kind[] = [
  // 221B Baker Street, 350 5th Ave
  {
    find: /(?<![\p{L}\d.,:])\d{1,5}[a-z]?(?:-\d{1,4})?,? (?:(?!(?:the|this|that|my|your|our|an?|on|in|of|to|at|for|from|down|up|and|or|is|was|days?|weeks?|months?|years?|hours?|min(?:ute)?s?|times?|people|songs?|tickets?|shows?|more|km|miles?) )[\p{L}\d'’.-]{1,30} ){1,3}(?:street|avenue|ave|road|rd|lane|boulevard|blvd)(?!\p{L})\.?(?:,? (?:apt|apartment|unit|suite|ste|flat)\.? ?[\w-]{1,6})?/giu,
    as: '[address]',
  },
  // 12 Elm Court, 4 St. James Square
  {
    find: /(?<![\p{L}\d.,:])\d{1,5}[A-Za-z]?,? (?:\p{Lu}[\p{L}'’.-]{1,30} ){1,3}(?:Street|St|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Way|Close|Crescent|Highway|Hwy|Parkway|Lane|Ln|Gardens)(?!\p{L})\.?/gu,
    as: '[address]',
  },
  // Musterstraße 12a, Berliner Str. 5, Kerkstraat 3, Storgatan 7
  {
    find: /(?<![\p{L}-])(?!(?:sitz|steh|stell|arbeits|park|start)platz)[\p{L}-]{2,40}(?:straße|strasse|str\.|gasse|allee|platz|weg|straat|laan|plein|gracht|gatan|vägen|veien|gaten|vej|gade|katu) {0,2}\d{1,4}(?: ?[a-z](?!\p{L}))?(?:,? \d{4,5}(?: \p{Lu}\p{L}{2,30})?)?/giu,
    as: '[address]',
  },
  {
    find: /(?<!\p{L})\p{Lu}[\p{L}-]{1,30} (?:Straße|Strasse|Str\.|Allee|Platz|Weg|Ring|Damm|Ufer) \d{1,4} ?[a-z]?(?!\p{L})/gu,
    as: '[address]',
  },
  // 12 bis rue de la Paix
  {
    find: /(?<![\p{L}\d])\d{1,4}(?: ?(?:bis|ter|[a-d]))?,? (?:rue|avenue|av\.|boulevard|bd|impasse|allée|chemin|quai|route) (?:(?:de|du|des|la|le|les|saint|sainte|st) |[ld]['’]){0,3}[\p{L}'’-]{2,30}/giu,
    as: '[address]',
  },
  // Calle Mayor 5, Avenida Paulista, 1578, ul. Długa 5, улица Ленина, д. 5
  {
    find: /(?<!\p{L})(?:calle|c\/|avenida|avda\.?|av\.|paseo|plaza|rua|travessa|praça|viale|piazza|corso|ul\.|ulica|ulicy|ул\.|улиц[аеы]|проспект[е]?|пр-т|переулок|вул\.|вулиц[яі]) ?(?:[\p{L}'’.-]{1,25} ){0,4}[\p{L}'’.-]{1,25},? (?:n[º°o.]{1,2} ?|д\. ?|дом |буд\. ?)?\d{1,5}(?: ?[a-zа-я](?!\p{L}))?/giu,
    as: '[address]',
  },
  {
    find: /(?<!\p{L})[Vv]ia (?:\p{Lu}[\p{L}'’.-]{1,25} ){0,3}\p{Lu}[\p{L}'’.-]{1,25},? \d{1,4}(?=\s*(?:[,.;\n]|\d{5}|$))/gu,
    as: '[address]',
  },
  // Atatürk Caddesi No: 5
  {
    find: /(?<!\p{L})(?:[\p{L}.]{2,25} ){1,3}(?:sokak|sokağı|sok\.|caddesi|cad\.|mahallesi|mah\.),? ?no ?[:.]? ?\d{1,4}/giu,
    as: '[address]',
  },
  // 南京东路123号, 渋谷区神南1丁目2-3, 〒150-0041
  {
    find: /[\p{Script=Han}\d]{1,20}(?:路|街|道|巷|弄) ?\d{1,5} ?(?:号|號|弄)(?: ?\p{Script=Han}{0,3}\d{1,4}(?:室|楼|樓|栋|号))?/gu,
    as: '[address]',
  },
  {
    find: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{0,15}\d{1,3}丁目\d{1,3}(?:番(?:地)?\d{0,3}号?|-\d{1,3}(?:-\d{1,3})?)?|〒\d{3}-\d{4}/gu,
    as: '[address]',
  },
  // 강남구 테헤란로 123
  {
    find: /(?:\p{Script=Hangul}{1,6}(?:시|구|군) ){1,2}[\p{Script=Hangul}\d]{1,12}(?:로|길) ?\d{1,4}(?:-\d{1,3})?/gu,
    as: '[address]',
  },
  { find: /شارع (?:[\p{Script=Arabic}]{1,20} ){1,4}(?:رقم )?\d{1,4}/gu, as: '[address]' },
  // Post codes of the UK and of Canada
  {
    find: /(?<![\w-])(?:[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}|[A-CEGHJ-NPR-TVXY]\d[A-Z] \d[A-Z]\d)(?![\w-])/g,
    as: '[address]',
  },
]
