import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'

/**
 * The network that a request comes from, for limits: an IPv4 address, or the /64 of an IPv6 one.
 * `proxies` is how many proxies of our own stand before us; what the sender wrote beyond them is not believed.
 */
export function clientAddress(request: IncomingMessage, proxies: number): string {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',')
  const hops = [
    ...forwarded.map((hop) => hop.trim()).filter(Boolean),
    request.socket.remoteAddress ?? '',
  ]
  const address = hops.at(-1 - Math.min(proxies, hops.length - 1)) ?? ''
  return network(address.replace(/^::ffff:(?=\d+\.)/i, ''))
}

function network(address: string): string {
  if (!isIPv6(address)) return address
  const [front = '', back] = address.split('%', 1)[0]?.split('::') ?? []
  const groups = front === '' ? [] : front.split(':')
  const rest =
    back === undefined ? 0 : 8 - groups.length - (back === '' ? 0 : back.split(':').length)
  const all = [
    ...groups,
    ...Array<string>(Math.max(0, rest)).fill('0'),
    ...(back ? back.split(':') : []),
  ]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

const LOCAL = [
  /^127\./,
  /^10\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^169\.254\./,
  /^0:0:0:0::/,
  /^f[cd][0-9a-f]{2}:/,
  /^fe80:/,
]

/** True for this machine and private networks. */
export function isLocal(network: string): boolean {
  return LOCAL.some((range) => range.test(network))
}
