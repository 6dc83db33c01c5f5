/** A reply of at most so many words is clipped. */
const MOST_WORDS = 3
/** No three words are longer than this. */
const LONGEST = 80

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

// A message with one of these greets, thanks or takes leave.
const KIND = set(`
  hi hello hey hiya yo morning evening greetings bye goodbye thanks thank thx ty cheers welcome congrats
  hallo servus moin danke tschüss guten hola buenas buenos gracias adiós bonjour bonsoir salut merci ciao
  buongiorno grazie olá oi obrigado obrigada dank bedankt tack hej tak kiitos dziękuję dzięki cześć děkuji ahoj
  ευχαριστώ γεια спасибо привет здравствуйте дякую merhaba teşekkürler شكرا مرحبا תודה שלום धन्यवाद नमस्ते
  谢谢 你好 您好 謝謝 ありがとう こんにちは 감사합니다 안녕하세요 고마워요 cảm ขอบคุณ สวัสดี terima makasih salamat
`)
// One that is made of nothing but these is an answer, or says that all is well.
const FINE = set(`
  yes yeah yep yup ya no nope nah ok okay okey k kk sure right correct true false fine good great perfect cool nice
  awesome amazing wonderful lovely love like super brilliant excellent got understood works solved done it that's
  that this is all will do i my so very much too me you u the a lot good yay wow haha lol maybe either both please
  ja nein jo nee doch gut genau stimmt klar passt alles bitte sí si no vale claro perfecto bueno oui non d'accord parfait
  bien va bene perfetto sim não nej nie tak ano ne да нет ок все хорошо так ні evet hayır tamam نعم لا כן לא हाँ नहीं
  是 不是 不 好 好的 对 對 はい いいえ 네 예 아니요 có không ใช่ ไม่ใช่ ไม่ ya tidak
`)

/**
 * True where a visitor’s message is so short that it sounds fed up: at most three words that are no greeting, no
 * thanks, no yes, no or praise, and no number, address or link; or nothing but “???”. What answers a question of
 * the team is short by nature: that is for who calls this to know.
 */
export function isCurt(text: string): boolean {
  const said = text.trim()
  if (said.length > LONGEST || /\p{Nd}|@|:\/\//u.test(said)) return false
  const words = [...segmenter.segment(said)].flatMap(({ segment, isWordLike }) =>
    isWordLike ? [plain(segment)] : [],
  )
  if (words.length === 0) return /[?!？！]/.test(said)
  if (words.length > MOST_WORDS || words.some((word) => KIND.has(word))) return false
  return !words.every((word) => FINE.has(word))
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/).map(plain))
}

/** As people hear it: case and accents aside, whichever apostrophe. */
function plain(word: string): string {
  return word.toLowerCase().replaceAll('’', "'").normalize('NFKD').replaceAll(/\p{M}/gu, '')
}
