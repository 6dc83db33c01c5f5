import { fitsGlob } from './glob.ts'

/** Parts of a campaign, as an address names them after `utm_`. */
export const CAMPAIGN = ['source', 'medium', 'campaign', 'term', 'content'] as const
export type CampaignPart = (typeof CAMPAIGN)[number]

/**
 * True when a web address is under what a pattern names: `/pricing` is that path and all below it, `/` the
 * front page alone, `shop.example` a site, `shop.example/sale` a path of one; in each `*` stands for
 * anything. Case, `www.`, the query and the fragment do not matter.
 */
export function isUnder(pattern: string, address: string): boolean {
  const url = URL.parse(address)
  if (!url) return false
  const { host, path } = partsOf(pattern)
  return (host === null || isHost(host, url)) && (path === null || isPath(path, url))
}

/** What a page's address says of the campaign that led to it, or null. */
export function campaignOf(address: string | null, part: CampaignPart): string | null {
  const url = address === null ? null : URL.parse(address)
  return url?.searchParams.get(`utm_${part}`) ?? null
}

/** The same for `Spring Tour` and `spring tour`. */
export function sameCase(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

function partsOf(pattern: string): { readonly host: string | null; readonly path: string | null } {
  const bare = sameCase(pattern.trim()).replace(/^https?:\/\//, '')
  const slash = bare.indexOf('/')
  if (slash === -1) return { host: bare, path: null }
  const path = decoded(bare.slice(slash))
  if (slash === 0) return { host: null, path }
  // `shop.example/` is the site as a whole, as people copy it.
  return { host: bare.slice(0, slash), path: path === '/' ? null : path }
}

function isHost(pattern: string, { host, hostname }: URL): boolean {
  const wanted = pattern.replace(/^www\./, '')
  const its = wanted.includes(':') ? host : hostname
  return fitsGlob(wanted, its.replace(/^www\./, ''))
}

function isPath(pattern: string, { pathname }: URL): boolean {
  const path = decoded(sameCase(pathname))
  if (pattern.includes('*')) return fitsGlob(pattern, path)
  if (pattern === '/') return path === '/'
  const folder = pattern.replace(/\/$/, '')
  return path === folder || path.startsWith(`${folder}/`)
}

/** As people write it: `/über` for `/%C3%BCber`. */
function decoded(path: string): string {
  try {
    return sameCase(decodeURIComponent(path))
  } catch {
    return path
  }
}
