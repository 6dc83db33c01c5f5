import type { Kind } from './kind.ts'

const SCHEME = /^[a-z][a-z0-9+.-]{1,20}:\/\//i
/** A part of a path that nobody would type: a token, a key, a signature. */
const OPAQUE = /^(?=[^/]*\d)(?=[^/]*\p{L})[\w.~-]{20,}$/u
const HIDDEN = '/[hidden]'

/** A link keeps its site and its path. With a query, a fragment, a login or a token in it, only the site is kept. */
export const LINKS: readonly Kind[] = [
  { find: /(?<![\p{L}\d])(?:https?|ftp):\/\/[^\s<>"”»]{1,4000}/giu, as: openly },
  { find: /(?<![\p{L}\d_@.-])www\.[^\s<>"”»@]{3,4000}/giu, as: openly },
  {
    find: /(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?::\d{2,5})?[/?#][^\s<>"”»]{0,4000}/gi,
    as: openly,
  },
]

function openly(link: string): string {
  const [scheme = ''] = SCHEME.exec(link) ?? []
  const rest = link.slice(scheme.length)
  const [authority = ''] = /^[^/?#]*/.exec(rest) ?? []
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  const path = rest.slice(authority.length)
  const secret = host !== authority || /[?#@=]/.test(path) || path.split('/').some(isOpaque)
  return secret ? scheme + host + HIDDEN : link
}

function isOpaque(part: string): boolean {
  if (!OPAQUE.test(part)) return false
  return part.replaceAll(/\D/g, '').length >= 5 || /[a-z][A-Z].*[A-Z][a-z]/.test(part)
}
