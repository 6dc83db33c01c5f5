import type { Kind } from './kind.ts'
import { whole } from './kind.ts'

/** Addresses of machines. */
export const NETS: readonly Kind[] = [
  {
    find: /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)/g,
    part: whole((found) => found.split('.').every((part) => Number(part) <= 255)),
    as: '[ip]',
  },
  {
    find: /(?<![\w:.])(?:[a-f\d]{0,4}:){2,7}[a-f\d]{0,4}(?![\w:])/gi,
    part: whole((found) => isIpv6(found)),
    as: '[ip]',
  },
]

function isIpv6(found: string): boolean {
  const groups = found.split(':').filter((part) => part !== '').length
  if (found.includes('::')) return groups >= 2
  return groups === 8
}
