import type { z } from 'zod'
import type { JsonObject } from './json.ts'
import type { Tier } from './limits.ts'
import type { Token } from './model.ts'
import type { Office } from './office.ts'
import type { Tickets } from './tickets.ts'

/** One call of the Web API: who makes it, and where. */
export interface Call {
  readonly office: Office
  readonly tickets: Tickets
  readonly token: Token
  /** Throws Slack's `missing_scope` unless the token has one of these. */
  needs(...scopes: readonly string[]): void
  /** A URL for one Socket Mode connection. */
  socketUrl(): string
}

/** A method of the Web API. */
export interface Method {
  readonly name: string
  readonly tier: Tier
  readonly kind: 'bot' | 'app'
  /** One of them is needed, whatever the arguments are. */
  readonly scopes: readonly string[]
  readonly known: readonly string[]
  /** Reads the arguments: what was understood, or what is wrong with them. */
  read(
    args: JsonObject,
  ): { ok: true; run: (call: Call) => JsonObject } | { ok: false; problems: string[] }
}

/** Declares a method by its arguments and what it does. */
export function method<Shape extends z.ZodRawShape>(declared: {
  readonly name: string
  readonly tier: Tier
  readonly kind?: 'bot' | 'app'
  readonly scopes?: readonly string[]
  readonly args: z.ZodObject<Shape>
  readonly run: (args: z.infer<z.ZodObject<Shape>>, call: Call) => JsonObject
}): Method {
  return {
    name: declared.name,
    tier: declared.tier,
    kind: declared.kind ?? 'bot',
    scopes: declared.scopes ?? [],
    known: Object.keys(declared.args.shape),
    read(args) {
      const result = declared.args.safeParse(args)
      if (result.success) return { ok: true, run: (call) => declared.run(result.data, call) }
      const problems = result.error.issues.map(
        (issue) => `${issue.message} [json-pointer:/${issue.path.join('/')}]`,
      )
      return { ok: false, problems }
    },
  }
}
