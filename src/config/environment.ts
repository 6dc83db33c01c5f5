import { z } from 'zod'
import { oneOf, pattern, wants } from './kinds.ts'
import { formatProblems } from './problems.ts'
import type { Problem } from './problems.ts'
import { isApi, isOrigin } from './values.ts'

/** Variables as a process has them. */
export type Variables = Readonly<Record<string, string | undefined>>

/** What the machine says: where to listen, where to keep, whom to trust. */
export interface Environment {
  /** 0 asks for any free port. */
  readonly port: number
  readonly host: string
  /** The folder of the database and the files. */
  readonly data: string
  /** The settings' file. */
  readonly config: string
  /** The address that people reach it by, without a slash at the end. */
  readonly url: string
  readonly logLevel: (typeof LEVELS)[number]
  /** What tokens are signed with; null: one is made and kept in the store. */
  readonly secret: string | null
  /** How many proxies of our own stand before it: as many addresses are believed of what they say. */
  readonly proxies: number
  /** The key to OpenAI, or to another service at `baseUrl` that speaks like it; null: none is asked. */
  readonly openai: { readonly apiKey: string; readonly baseUrl: string | null } | null
  /** The value of a variable that the settings name, or null when it is not set. */
  readonly secretNamed: (name: string) => string | null
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const URL_WANTED = 'an address such as https://chat.example.com, without a path'
const PORT_WANTED = 'a port: a whole number from 0 to 65535'

const variables = z.object({
  PORT: pattern(/^\d{1,5}$/, PORT_WANTED)
    .refine((text) => Number(text) <= 65_535, { error: wants(PORT_WANTED) })
    .default('3000'),
  HOST: z.string().default('127.0.0.1'),
  GREENROOM_DATA: z.string().default('./data'),
  GREENROOM_CONFIG: z.string().default('config/greenroom.yaml'),
  GREENROOM_URL: z
    .string()
    .transform((text) => text.replace(/\/$/, ''))
    .refine(isOrigin, { error: wants(URL_WANTED) })
    .optional(),
  GREENROOM_PROXIES: pattern(/^\d$/, 'how many proxies stand before Greenroom: 0 to 9').default(
    '0',
  ),
  LOG_LEVEL: oneOf(LEVELS).default('info'),
  // The messages of those that follow must not show them.
  GREENROOM_SECRET: z.string().min(32, { error: 'wants at least 32 characters' }).optional(),
  OPENAI_API_KEY: z
    .string()
    .regex(/^[!-~]+$/, { error: 'wants a key: one word without spaces' })
    .optional(),
  OPENAI_BASE_URL: z
    .string()
    .transform((text) => text.replace(/\/+$/, ''))
    .refine(isApi, { error: 'wants the address of a service, such as https://llm.example.com/v1' })
    .optional(),
})

/** Thrown when the environment is wrong; its message names each variable and says what it wants. */
export class BadEnvironment extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(formatProblems(problems))
    this.name = 'BadEnvironment'
    this.problems = problems
  }
}

/** What the variables say, with defaults for those that are missing or empty. Throws BadEnvironment. */
export function parseEnvironment(given: Variables): Environment {
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
  const parsed = variables.safeParse(filled)
  if (!parsed.success) throw new BadEnvironment(parsed.error.issues.map(problemOf))

  const port = Number(parsed.data.PORT)
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl = null } = parsed.data
  return {
    port,
    host: parsed.data.HOST,
    data: parsed.data.GREENROOM_DATA,
    config: parsed.data.GREENROOM_CONFIG,
    url: parsed.data.GREENROOM_URL ?? `http://127.0.0.1:${port}`,
    logLevel: parsed.data.LOG_LEVEL,
    secret: parsed.data.GREENROOM_SECRET ?? null,
    proxies: Number(parsed.data.GREENROOM_PROXIES),
    openai: apiKey === undefined ? null : { apiKey, baseUrl },
    secretNamed: secretsIn(given),
  }
}

/** Gives the values of variables by their names, null for those that are missing or empty. */
export function secretsIn(variables: Variables): Environment['secretNamed'] {
  return (name) => variables[name] || null
}

function problemOf({ path, message }: z.core.$ZodIssue): Problem {
  return { file: 'environment', line: 0, column: 0, key: String(path[0]), message, excerpt: '' }
}
