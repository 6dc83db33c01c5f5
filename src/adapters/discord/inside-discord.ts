// Anywhere in an address: one that only leads on to these tells as much.
const INSIDE =
  /(?<![a-z0-9-])discord(?:app)?\.com\.?(?::\d+)?[/\\]+(?:activities|api|app|channels|events|guilds|library|login|oauth2|quests|users|webhooks)(?![a-z])/i
const STORED = /(?<![a-z0-9-])(?:(?:cdn|media)\.discordapp\.com|discordapp\.net|discord\.media)/i

const HOSTS = /^(?:.+\.)?(?:discord\.(?:com|gg|gift|media|new)|discordapp\.(?:com|net)|dis\.gd)$/

/**
 * True for an address that leads into Discord: a channel, a message, a person, a file that someone uploaded.
 * It tells a visitor nothing but who the team is and where it talks. An invitation is for anyone.
 */
export function isInsideDiscord(address: string): boolean {
  if (/^discord:/i.test(address)) return true
  const forms = [decoded(address), decoded(parsed(address)?.href ?? '')]
  return forms.some((form) => INSIDE.test(form) || STORED.test(form))
}

/** True for any address that Discord itself answers, and that it may draw as more than an address. */
export function isDiscords(address: string): boolean {
  const url = parsed(address)
  return url !== null && HOSTS.test(url.hostname.replace(/\.$/, '').toLowerCase())
}

function parsed(address: string): URL | null {
  return URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`)
}

function decoded(text: string): string {
  return text.replaceAll(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  )
}

const ADDRESS_IN_TEXT =
  /(?:discord:\/\/|(?:https?:\/\/)?(?:[a-z0-9-]{1,63}\.){0,8}[a-z0-9-]{0,63}discord(?:app)?\.(?:com|media|net)(?=[/?#:.\\]))[^\s<>"'`]*/giu

/** The text without the addresses in it that lead into Discord; `left` is told once for each. */
export function withoutInsideLinks(text: string, left: () => void): string {
  return text.replaceAll(ADDRESS_IN_TEXT, (address) => {
    if (!isInsideDiscord(address)) return address
    left()
    return ''
  })
}
