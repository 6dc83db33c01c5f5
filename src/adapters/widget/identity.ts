import { createHmac } from 'node:crypto'
import { cleanText } from '../../conversation/message.ts'
import { sameText } from '../signatures.ts'
import type { Identity, SessionRequest } from './protocol.ts'

/** What a site says of its visitor. `id` is there only when the site has proved it. */
export interface Claims {
  readonly id: string | null
  readonly name: string | null
  readonly email: string | null
}

export type Believed =
  { readonly ok: true; readonly claims: Claims } | { readonly ok: false; readonly sentence: string }

/** What of a site's word can be believed. With a secret, an `id` without its right hash is refused as a whole. */
export function believe(identity: Identity | undefined, secrets: readonly string[]): Believed {
  const name = oneLine(identity?.name, 100)
  const email = asEmail(identity?.email)
  const id = identity?.id
  if (id === undefined || id === '' || secrets.length === 0)
    return { ok: true, claims: { id: null, name, email } }
  if (!identity?.hash) return { ok: false, sentence: UNSIGNED }
  const { hash } = identity
  const isProved = secrets.some((secret) => sameText(sign(secret, id), hash.toLowerCase()))
  return isProved ? { ok: true, claims: { id, name, email } } : { ok: false, sentence: WRONG }
}

const HOW =
  'the hex HMAC-SHA256 of identity.id under this inbox’s identity secret, made on your server'
const UNSIGNED = `identity.hash is missing: it wants to be ${HOW}.`
const WRONG = `identity.hash is wrong: it wants to be ${HOW}.`

function sign(secret: string, id: string): string {
  return createHmac('sha256', secret).update(id).digest('hex')
}

/** Text on one line, of at most so many characters; null where nothing is left of it. */
export function oneLine(raw: string | undefined, most: number): string | null {
  const line = cleanText(raw ?? '').replaceAll(/\s+/gu, ' ')
  return line === '' ? null : line.slice(0, most).toWellFormed()
}

/** What looks like an e-mail address, or null. */
export function asEmail(raw: string | undefined): string | null {
  const line = oneLine(raw, 320)
  return line !== null && /^[^\s@<>"]+@[^\s@<>"]+$/u.test(line) ? line : null
}

const MOST_ATTRIBUTES = 20
const ATTRIBUTE = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,39}$/u
// What the widget says itself, and what it would pass for.
const OWN = ['page', 'pageTitle', 'referrer', 'language', 'discord']

/** What else the site says of the visitor; what is no attribute, or too much, is left out. */
export function siteAttributes(identity: Identity | undefined): Record<string, string> {
  const said = Object.entries(identity?.attributes ?? {})
    .filter(([name]) => ATTRIBUTE.test(name) && !OWN.includes(name))
    .flatMap(([name, raw]): [string, string][] => {
      const value = oneLine(String(raw), 200)
      return value === null ? [] : [[name, value]]
    })
  return Object.fromEntries(said.slice(0, MOST_ATTRIBUTES))
}

const MOST_KEPT = 60

/** What is known by now, the newest of each; of too many, those that were said longest ago are forgotten. */
export function withNews(
  before: Readonly<Record<string, string>>,
  news: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const all = Object.entries({ ...before, ...news })
  if (all.length <= MOST_KEPT) return Object.fromEntries(all)
  const older = all.filter(([name]) => !Object.hasOwn(news, name))
  return Object.fromEntries([...older, ...Object.entries(news)].slice(-MOST_KEPT))
}

const LANGUAGE = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}$/

/** Where the visitor is and what they read, as attributes: `page` without its fragment, `pageTitle`, `referrer`, `language`. */
export function pageAttributes(page: SessionRequest['page']): Record<string, string> {
  const found = {
    page: asAddress(page?.url),
    pageTitle: oneLine(page?.title, 200),
    referrer: asAddress(page?.referrer),
    language: LANGUAGE.test(page?.language ?? '') ? (page?.language ?? null) : null,
  }
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== null),
  )
}

function asAddress(raw: string | undefined): string | null {
  const url = URL.parse(raw ?? '')
  if (!url || !/^https?:$/.test(url.protocol)) return null
  return `${url.origin}${url.pathname}${url.search}`.slice(0, 500)
}
