import type { IncomingMessage } from 'node:http'
import type { InboxSettings, Settings } from '../../config.ts'

/** What an inbox says of its widget, taken over all its doors of that kind. */
export interface WidgetDoor {
  readonly inbox: InboxSettings
  /** All teams of the installation. */
  readonly teams: Settings['teams']
  readonly origins: readonly string[]
  readonly limits: InboxSettings['doors'][number]['limits']
  /** Names of the environment's variables with secrets that prove a visitor's identity. */
  readonly secretNames: readonly string[]
}

/** The widget's door of the inbox with this id, or null when there is no such inbox or it has none. */
export function doorOf(settings: Settings, id: string): WidgetDoor | null {
  const inbox = settings.inboxes.find((one) => one.id === id)
  const doors = inbox?.doors.filter(({ channel }) => channel === 'widget') ?? []
  const [first] = doors
  if (!inbox || !first) return null
  return {
    inbox,
    teams: settings.teams,
    origins: doors.flatMap(({ origins }) => origins),
    limits: first.limits,
    secretNames: doors.flatMap(({ identity_secret_env: name }) => name ?? []),
  }
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * True when the page that a request comes from may show the inbox's widget. Greenroom's own pages always
 * may, under each of the loopback's names when it has one. Without an Origin it is no page of another site.
 */
export function mayShow(door: WidgetDoor, { headers }: IncomingMessage, baseUrl: string): boolean {
  const { origin, host } = headers
  if (origin === undefined || door.origins.includes('*')) return true
  return (
    door.origins.includes(origin) ||
    ownOrigins(baseUrl).includes(origin) ||
    isOwnMachine(origin, host)
  )
}

function ownOrigins(baseUrl: string): string[] {
  const own = new URL(baseUrl)
  if (!LOOPBACK.includes(own.hostname)) return [own.origin]
  const port = own.port === '' ? '' : `:${own.port}`
  return LOOPBACK.map((name) => `${own.protocol}//${name}${port}`)
}

/** A page that this machine serves to itself. Of other hosts the Host header says nothing: any name can be made to lead here. */
function isOwnMachine(origin: string, host = ''): boolean {
  const page = URL.parse(origin)
  return page !== null && page.host === host && LOOPBACK.includes(page.hostname)
}

/** Says to who set up a site what to change. */
export function notHere({ headers }: IncomingMessage): string {
  return `The site ${headers.origin} may not show this widget: name it under the inbox’s “origins”.`
}
