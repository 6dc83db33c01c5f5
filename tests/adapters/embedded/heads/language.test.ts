import { beforeAll, describe, expect, it } from 'vitest'
import type { Language } from '../../../../src/conversation/labels.ts'
import { openIdentify } from '../../../../src/adapters/embedded/heads/identify.ts'
import { createTell, type Tell } from '../../../../src/adapters/embedded/heads/language.ts'
import { phrasesOf, STARTER_SETS } from '../../../../src/adapters/embedded/starter/phrases.ts'

const messages: readonly (readonly [Language, string])[] = [
  ['en', 'my ticket does not load'],
  ['de', 'mein Päckchen ist noch nicht da'],
  ['fr', 'je n’ai pas reçu mon billet'],
  ['es', 'todavía no llegó mi paquete'],
  ['pt', 'meu ingresso ainda não chegou'],
  ['it', 'non ho ancora ricevuto il biglietto'],
  ['nl', 'ik heb mijn kaartje nog niet ontvangen'],
  ['sv', 'jag har inte fått min biljett'],
  ['no', 'jeg har ikke fått billetten ennå'],
  ['da', 'jeg har ikke modtaget min pakke endnu'],
  ['fi', 'en ole vielä saanut lippuani'],
  ['pl', 'nie dostałem jeszcze biletu'],
  ['cs', 'ještě mi nepřišla vstupenka'],
  ['hu', 'még nem kaptam meg a jegyet'],
  ['ro', 'încă nu am primit biletul'],
  ['tr', 'biletim hâlâ gelmedi'],
  ['vi', 'tôi vẫn chưa nhận được vé'],
  ['id', 'tiket saya belum sampai'],
  ['ru', 'мой билет ещё не пришёл'],
  ['uk', 'мій квиток ще не прийшов'],
  ['bg', 'още не съм получил билета си'],
  ['el', 'δεν έχω λάβει το εισιτήριο'],
  ['he', 'עדיין לא קיבלתי את הכרטיס'],
  ['ar', 'لم تصلني التذكرة بعد'],
  ['fa', 'بلیط من هنوز نرسیده است'],
  ['hi', 'मेरा टिकट अभी तक नहीं आया'],
  ['th', 'ยังไม่ได้รับตั๋วเลย'],
  ['ja', 'チケットがまだ届きません'],
  ['ko', '아직 티켓을 못 받았어요'],
  ['zh', '我的票还没有收到'],
]

const phrases = STARTER_SETS.flatMap(phrasesOf)
let tell: Tell

beforeAll(async () => {
  tell = createTell(await openIdentify(), phrases)
})

describe('the language of a message', () => {
  it.each(messages)('is heard: %s in “%s”', (language, text) => {
    expect(tell(text, [])?.label).toBe(language)
  })

  it.each(['ok', ':)', '12345', '', '???', '👍', 'https://shop.example/de/hallo', 'hmm'])(
    'is not guessed from “%s”',
    (text) => {
      expect(tell(text, [])).toBeNull()
    },
  )

  it('leans to what the inbox’s visitors mostly write', () => {
    expect(tell('jeg kan ikke se det', ['no', 'en'])?.label).toBe('no')
    expect(tell('jeg kan ikke se det', ['da', 'en'])?.label).toBe('da')
  })

  it('is still heard where the inbox names only others', () => {
    expect(tell('mein Päckchen ist noch nicht da', ['en', 'fr'])?.label).toBe('de')
    expect(tell('мой билет ещё не пришёл', ['en'])?.label).toBe('ru')
  })

  it('is told by letters and words where the model cannot be loaded', () => {
    const alone = createTell(null, phrases)
    const right = messages.filter(([language, text]) => alone(text, [])?.label === language)
    expect(right.length).toBeGreaterThan(18)
    expect(alone('wo ist mein paket', [])?.label).toBe('de')
    expect(alone('zzz qqq', [])).toBeNull()
  })
})
