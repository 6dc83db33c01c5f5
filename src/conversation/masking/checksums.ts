/** Whether the last digit fits the others, as on payment cards (ISO/IEC 7812). */
export function luhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** Whether an account number’s check digits fit it (ISO 13616). */
export function ibanFits(iban: string): boolean {
  const turned = iban.slice(4) + iban.slice(0, 4)
  let rest = 0
  for (const sign of turned.toUpperCase()) {
    const value = parseInt(sign, 36)
    if (Number.isNaN(value)) return false
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97
  }
  return rest === 1
}

/** Whether the letter of a Spanish DNI or NIE fits its number. */
export function dniFits(dni: string): boolean {
  const [number, letter] = [dni.slice(0, -1), dni.slice(-1)]
  const begin: Record<string, string> = { X: '0', Y: '1', Z: '2' }
  const digits = number.replace(/^[XYZ]/i, (sign) => begin[sign.toUpperCase()] ?? '')
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23] === letter.toUpperCase()
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Whether the last sign of a Chinese identity number fits the others (GB 11643). */
export function chineseIdFits(id: string): boolean {
  const sum = WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(id[index]), 0)
  return '10X98765432'[sum % 11] === id.slice(-1).toUpperCase()
}
