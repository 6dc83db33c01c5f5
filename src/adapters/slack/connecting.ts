import type { Logger } from 'pino'
import type { SlackSecrets } from '../../config.ts'
import type { Connection, Hear } from './connection.ts'
import { overHttp } from './over-http.ts'
import { overSocket } from './over-socket.ts'

interface Deps {
  readonly secrets: SlackSecrets
  readonly log: Logger
  readonly hear: Hear
  /** Told before each try to connect: nothing was heard since the one before. */
  readonly opening: () => void
  /** Told each time that Slack is heard, also after a gap. */
  readonly connected: () => void
}

/** The connection that the secrets are for: Socket Mode, or Slack's requests over HTTP. */
export function connecting({ secrets, ...deps }: Deps): Connection {
  if (secrets.mode === 'http') return overHttp({ ...deps, signingSecret: secrets.signingSecret })
  return overSocket({ ...deps, appToken: secrets.appToken, apiUrl: secrets.apiUrl })
}
