import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { clientAddress, isLocal } from '../../../src/adapters/client-address.ts'

function from(remoteAddress: string, forwarded?: string): IncomingMessage {
  // All that is read of a request.
  return {
    headers: { 'x-forwarded-for': forwarded },
    socket: { remoteAddress },
  } as unknown as IncomingMessage
}

describe('the network that a request comes from', () => {
  it.each([
    ['a direct connection', from('203.0.113.9'), 0, '203.0.113.9'],
    ['what a sender made up', from('203.0.113.9', '1.2.3.4'), 0, '203.0.113.9'],
    ['our proxy’s word', from('10.0.0.1', '203.0.113.9'), 1, '203.0.113.9'],
    [
      'our proxy’s word over the sender’s',
      from('10.0.0.1', '1.2.3.4, 203.0.113.9'),
      1,
      '203.0.113.9',
    ],
    ['two proxies of ours', from('10.0.0.1', '203.0.113.9, 10.0.0.2'), 2, '203.0.113.9'],
    ['a proxy that said nothing', from('203.0.113.9'), 1, '203.0.113.9'],
    ['IPv4 inside IPv6', from('::ffff:203.0.113.9'), 0, '203.0.113.9'],
    [
      'an IPv6 address, of which a household has many',
      from('2001:db8:1:2:3:4:5:6'),
      0,
      '2001:db8:1:2::/64',
    ],
    ['a short IPv6 address', from('2001:db8::1'), 0, '2001:db8:0:0::/64'],
    ['the loopback', from('::1'), 0, '0:0:0:0::/64'],
  ])('is read from %s', (_what, request, proxies, network) => {
    expect(clientAddress(request, proxies)).toBe(network)
  })

  it('is local for this machine and private networks alone', () => {
    const networks = [
      '127.0.0.1',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.9.9',
      '192.168.1.1',
      '0:0:0:0::/64',
      'fd00:1:2:3::/64',
    ]
    expect(networks.every(isLocal)).toBe(true)
    expect(['8.8.8.8', '172.32.0.1', '11.0.0.1', '2001:db8:0:0::/64', ''].some(isLocal)).toBe(false)
  })
})
