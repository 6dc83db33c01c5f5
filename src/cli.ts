#!/usr/bin/env node
import './require-node.ts'
import { checkSettings } from './config/check.ts'
import { ownVariables } from './config.ts'

const USAGE = `greenroom check [FILE]   says what is wrong with the settings, by key, line and column
`

const [command, ...rest] = process.argv.slice(2)

switch (command) {
  case 'check':
    check(rest[0])
    break
  default:
    process.stderr.write(USAGE)
    process.exitCode = command === undefined || command === 'help' ? 0 : 2
}

function check(file?: string): void {
  const variables = ownVariables()
  const { ok, text } = checkSettings(
    file ?? (variables['GREENROOM_CONFIG'] || 'config/greenroom.yaml'),
    variables,
  )
  ;(ok ? process.stdout : process.stderr).write(`${text}\n`)
  process.exitCode = ok ? 0 : 1
}
