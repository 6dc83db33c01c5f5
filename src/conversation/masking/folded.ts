/** Zeros of the scripts that phones and people write digits in; the other nine follow each. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]

const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const ODD = /[\u00a0\u2000-\u200a\u202f\u3000\u2010-\u2015\u2212\uff01-\uff5e\p{Nd}]/gu

/** Without signs that have no width, which stand round numbers in texts that run from right to left. */
export function withoutInvisible(text: string): string {
  return text.replaceAll(INVISIBLE, '')
}

/** The same text, unit for unit, in plain digits, spaces, dashes and letters where it has wide or foreign ones. */
export function folded(text: string): string {
  return text.replaceAll(ODD, (sign) => (sign.length > 1 ? sign : plain(sign.charCodeAt(0))))
}

function plain(code: number): string {
  if (code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f || code === 0x3000) {
    return ' '
  }
  if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212) return '-'
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
  const zero = ZEROS.find((one) => code >= one && code < one + 10)
  return zero === undefined ? String.fromCharCode(code) : String(code - zero)
}
