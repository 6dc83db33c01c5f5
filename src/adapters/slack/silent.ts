import { LogLevel } from '@slack/bolt'
import type { Logger } from '@slack/bolt'

/** The SDK logs tokens, texts and whole errors: it says nothing, what matters is logged by us. */
export const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
}
