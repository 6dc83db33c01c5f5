import { checkSettings } from '../config/check.ts'
import { ownVariables } from '../config.ts'

/** `greenroom check [FILE]`: 0 when the settings are all right. */
export function check([file]: readonly string[]): number {
  const variables = ownVariables()
  const named = file ?? (variables['GREENROOM_CONFIG'] || 'config/greenroom.yaml')
  const { ok, text } = checkSettings(named, variables)
  ;(ok ? process.stdout : process.stderr).write(`${text}\n`)
  return ok ? 0 : 1
}
