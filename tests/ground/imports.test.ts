import { describe, expect, test } from 'vitest'
import { importProblems } from '../../scripts/check-imports.ts'

const bad: readonly (readonly [file: string, line: string, because: string])[] = [
  ['src/conversation/decide.ts', `import { z } from 'zod'`, 'conversation imports no package'],
  ['src/conversation/decide.ts', `import 'node:crypto'`, 'conversation imports no package'],
  [
    'src/conversation/decide.ts',
    `import type { Store } from '../ports.ts'`,
    'conversation does not import ports',
  ],
  [
    'src/ports.ts',
    `import { decide } from './conversation/decide.ts'`,
    'ports imports only types of conversation',
  ],
  [
    'src/ports.ts',
    `import type { Router } from './routing/router.ts'`,
    'ports does not import routing',
  ],
  [
    'src/commands/close.ts',
    `import { router } from '../routing/router.ts'`,
    'commands does not import routing',
  ],
  [
    'src/commands/close.ts',
    `export { card } from '../adapters/slack/cards.ts'`,
    'commands does not import adapter',
  ],
  [
    'src/routing/react.ts',
    `export * from '../adapters/http.ts'`,
    'routing does not import shared adapter code',
  ],
  [
    'src/routing/react.ts',
    `const app = await import('express')`,
    'routing imports no package but node:, zod, pino',
  ],
  ['src/routing/react.ts', `type App = import('../main.ts').App`, 'routing does not import main'],
  [
    'src/insights/figures.ts',
    `import { load } from '../routing/router.ts'`,
    'insights does not import routing',
  ],
  [
    'src/adapters/slack/cards.ts',
    `import { card } from '../discord/cards.ts'`,
    'adapter does not import adapter',
  ],
  [
    'src/adapters/slack/incoming.ts',
    `import { interpret } from '../../routing/interpret.ts'`,
    'adapter imports only types of routing',
  ],
  [
    'src/adapters/slack/incoming.ts',
    `import { config } from '../../config.ts'`,
    'adapter imports only types of config',
  ],
  [
    'src/adapters/http.ts',
    `import { desk } from './desk/index.ts'`,
    'shared adapter code does not import adapter',
  ],
  [
    'src/adapters/desk/index.ts',
    `import { App } from '@slack/bolt'`,
    'only src/adapters/slack/ does',
  ],
  ['src/adapters/slack/index.ts', `import 'discord.js'`, 'only src/adapters/discord/ does'],
  ['src/main.ts', `import OpenAI from 'openai'`, 'only src/adapters/openai/ does'],
  ['src/adapters/local/bus.ts', `import { Redis } from 'ioredis'`, 'only src/adapters/redis/ does'],
  [
    'src/adapters/http.ts',
    `import { DatabaseSync } from 'node:sqlite'`,
    'only src/adapters/sql/ does',
  ],
  [
    'src/web/desk/main.tsx',
    `import type { Store } from '../../ports.ts'`,
    'web does not import ports',
  ],
  [
    'src/web/desk/main.tsx',
    `import { Frame } from '../../adapters/desk/protocol.ts'`,
    'web imports only types of protocol',
  ],
  [
    'src/web/desk/main.tsx',
    `import { readFileSync } from 'node:fs'`,
    'web imports no package but preact, @preact/, vite/',
  ],
  [
    'src/adapters/desk/protocol.ts',
    `import { page } from './page.ts'`,
    'protocol does not import adapter',
  ],
]

const good: readonly (readonly [file: string, line: string])[] = [
  ['src/conversation/decide.ts', `import type { Event } from './events.ts'`],
  ['src/ports.ts', `import type { Event } from './conversation/events.ts'`],
  ['src/commands/close.ts', `import type { Store } from '../ports.ts'`],
  ['src/routing/interpret.ts', `import { commands } from '../commands/index.ts'`],
  ['src/insights/figures.ts', `import type { Event } from '../conversation/events.ts'`],
  ['src/config.ts', `import { parse } from 'yaml'`],
  ['src/adapters/slack/index.ts', `import { App } from '@slack/bolt'`],
  ['src/adapters/slack/index.ts', `import type { Config } from '../../config.ts'`],
  ['src/adapters/slack/views/card.ts', `import { ref } from '../refs.ts'`],
  ['src/adapters/desk/index.ts', `import { mount } from '../http.ts'`],
  ['src/adapters/desk/incoming.ts', `import { limits } from './protocol.ts'`],
  ['src/adapters/desk/protocol.ts', `import type { Block } from '../widget/protocol.ts'`],
  ['src/adapters/sql/sqlite.ts', `import { DatabaseSync } from 'node:sqlite'`],
  ['src/main.ts', `import { slack } from './adapters/slack/index.ts'`],
  ['src/cli.ts', `import { build } from '../scripts/build-pages.ts'`],
  ['src/web/desk/main.tsx', `import type { Frame } from '../../adapters/desk/protocol.ts'`],
  ['src/web/desk/main.tsx', `import { transcript } from '../../conversation/transcript.ts'`],
  ['src/web/desk/main.tsx', `import { useState } from 'preact/hooks'`],
]

describe('the direction of imports', () => {
  test.each(bad)('%s may not say: %s', (file, line, because) => {
    const problems = importProblems(file, `\n${line}\n`)
    expect(problems).toEqual([expect.stringContaining(`${file}:2 imports `)])
    expect(problems[0]).toMatch(new RegExp(`: ${RegExp.escape(because)}$`))
  })

  test.each(good)('%s may say: %s', (file, line) => {
    expect(importProblems(file, line)).toEqual([])
  })

  test('a file that no zone owns is named', () => {
    expect(importProblems('src/helpers/misc.ts', '')).toEqual([
      'src/helpers/misc.ts has no place in the order of imports: give it one in scripts/check-imports.ts',
    ])
  })
})
