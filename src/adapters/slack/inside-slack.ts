const PUBLIC_HOSTS = new Set(['slack.com', 'www.slack.com', 'api.slack.com', 'docs.slack.dev'])
const INSIDE_PATHS =
  /^\/(?:archives|files|team|client|messages|docs|canvas|lists|app_redirect|services)(?:\/|$)/

/**
 * True for an address that leads into a workspace: a permalink, a file, a person, the app itself. It tells
 * a visitor nothing but what the team is called, where it talks and who is in it.
 */
export function isInsideSlack(address: string): boolean {
  if (/^slack:/i.test(address)) return true
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`)
  if (!url) return false
  const host = url.hostname.replace(/\.$/, '').toLowerCase()
  if (host === 'slack-files.com' || host.endsWith('.slack-files.com')) return true
  if (PUBLIC_HOSTS.has(host)) return INSIDE_PATHS.test(url.pathname)
  return host.endsWith('.slack.com')
}

const ADDRESS_IN_TEXT =
  /(?<![a-z0-9.-])(?:slack:\/\/|(?:https?:\/\/)?(?:[a-z0-9-]{1,63}\.){0,8}slack(?:-files)?\.com(?=[/?#:]))[^\s<>"'`]*/giu

/** The text without the addresses in it that lead into a workspace; `left` is told once for each. */
export function withoutInsideLinks(text: string, left: () => void): string {
  return text.replaceAll(ADDRESS_IN_TEXT, (address) => {
    if (!isInsideSlack(address)) return address
    left()
    return ''
  })
}
