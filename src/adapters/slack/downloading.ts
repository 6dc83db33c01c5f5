import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Found } from '../chats/taking-files.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import type { SlackFile } from './payloads.ts'
import { isSlacks } from './slack-address.ts'

interface Deps {
  readonly gateway: Pick<Gateway, 'call'>
  readonly token: string
  readonly apiUrl: string | null
}

const TIMEOUT = 60_000
const NOT_GIVEN = 'Slack does not hand it out.'

const info = z.looseObject({
  name: z.string().nullish(),
  mimetype: z.string().optional(),
  size: z.number().optional(),
  mode: z.string().optional(),
  is_external: z.boolean().optional(),
  url_private: z.string().optional(),
  url_private_download: z.string().optional(),
})

/** Fetches what was uploaded in Slack. */
export function slackDownloads({ gateway, token, apiUrl }: Deps) {
  /** Where the file is; or in a sentence why it is nowhere. Throws when that may be known later. */
  async function find(file: SlackFile): Promise<Found | string> {
    if (file.mode === 'tombstone') return 'It was deleted.'
    // Of a file from another workspace an event names nothing but its id.
    const known = file.file_access === 'check_file_info' ? null : info.safeParse(file).data
    const whole = known?.url_private === undefined ? await ask(file.id) : known
    if (typeof whole === 'string') return whole
    if (whole.is_external || whole.mode === 'external')
      return 'It is not kept in Slack: send a link to it instead.'
    const address = whole.url_private_download ?? whole.url_private
    if (address === undefined || !isSlacks(address, apiUrl)) return NOT_GIVEN
    const { name, mimetype: type = '', size = null } = whole
    return { name: name ?? 'file', address, type, size }
  }

  async function ask(file: string): Promise<z.infer<typeof info> | string> {
    const called = await gateway.call({ method: 'files.info', args: { file } })
    if (called.ok) return info.safeParse(called.data['file']).data ?? NOT_GIVEN
    const receipt = receiptOf(called, 'thread')
    if (!receipt.ok && receipt.kind === 'retry') throw new Error('Slack did not say where it is.')
    return NOT_GIVEN
  }

  /** Its bytes. Throws when they are not there yet; the token is shown to Slack alone, whoever else is named. */
  async function open({ address, type, size }: Found): Promise<Readable> {
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    })
    const isWhole = size !== null && Number(response.headers.get('content-length')) === size
    const isPage = response.headers.get('content-type')?.startsWith('text/html') === true
    // A file that is fresh, or a scope that is missing, is answered with a page to sign in at.
    if (!response.ok || !response.body || (isPage && !(isWhole && type === 'text/html'))) {
      await response.body?.cancel()
      throw new Error(`Slack did not hand out a file: ${response.status}`)
    }
    return Readable.from(response.body, { objectMode: false })
  }

  return { find, open }
}
