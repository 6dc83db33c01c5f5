import type { Kind } from './kind.ts'
import { whole } from './kind.ts'

const AS = '[secret]'

/** Keys, tokens, passwords. */
export const SECRETS: readonly Kind[] = [
  {
    find: /-----BEGIN [A-Z ]{0,30}KEY(?: BLOCK)?-----[\w+/=\s:]{0,8000}(?:-----END [A-Z ]{0,30}KEY(?: BLOCK)?-----)?/g,
    as: AS,
  },
  { find: /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g, as: AS },
  {
    find: /(?<![\w-])(?:sk|pk|rk|whsec|gh[opsu]|github_pat|glpat|xox[abeoprs]|xapp|shp(?:at|ss|ca)|npm|hf|sq0[a-z]{3}|AKIA|ASIA|AIza|ya29|SG)[-_.]?[\w.-]{16,}/g,
    part: whole((found) => /\d/.test(found)),
    as: AS,
  },
  {
    find: /(?<!\p{L})(?:password|passwd|passcode|pwd|passwort|kennwort|mot de passe|contraseña|clave|senha|wachtwoord|hasło|пароль|密码|密碼|パスワード|كلمة المرور|كلمة السر|cvv2?|cvc2?|otp|pin(?: code)?)\s{0,2}(?:[:=]|(?:is|ist|est|es|é|jest)(?=\s)|是|は)\s{0,2}["'“„«]?(?<it>[^\s"”“»，。]{3,64})/giu,
    part: whole(
      (found, before) => /[:=]\s{0,2}["'“„«]?$/.test(before) || /\p{L}[\d!$%&*#]|\d/u.test(found),
    ),
    as: AS,
  },
]

/** Long runs that no person would say: read after whatever has a name of its own. */
export const OPAQUE: readonly Kind[] = [
  { find: /(?<![\w+/=-])[\w+/=-]{24,}/g, part: whole(isRandom), as: AS },
]

/** Letters and digits change places at nearly every step, as they do in no word, slug or number of a parcel. */
function isRandom(found: string): boolean {
  let changes = 0
  let digits = 0
  let before = ''
  for (const sign of found) {
    const now = /\d/.test(sign) ? 'digit' : /[a-z]/.test(sign) ? 'low' : 'high'
    if (now !== before) changes += 1
    if (now === 'digit') digits += 1
    before = now
  }
  return digits >= 3 && digits < found.length * 0.9 && changes >= found.length / 4
}
