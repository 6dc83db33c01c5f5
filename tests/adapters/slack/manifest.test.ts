import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { EVENTS, manifest, SCOPES } from '../../../src/adapters/slack/manifest.ts'
import { commandOf } from '../../../src/adapters/chats/presses.ts'
import { readSlash, SHORT } from '../../../src/adapters/slack/typed.ts'
import { commandNamed } from '../../../src/commands/index.ts'

// The rules of Slack's own schema for manifests, version 2, as far as ours goes.
const upTo = (most: number) => z.string().min(1).max(most)
const url = z
  .string()
  .regex(/^https?:\/\//)
  .max(3_000)
const schema = z.strictObject({
  display_information: z.strictObject({
    name: upTo(35),
    description: upTo(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.record(
      z.enum(['home_tab_enabled', 'messages_tab_enabled', 'messages_tab_read_only_enabled']),
      z.boolean(),
    ),
    bot_user: z.strictObject({ display_name: upTo(80), always_online: z.boolean() }),
    shortcuts: z
      .array(
        z.strictObject({
          name: upTo(24),
          type: z.enum(['message', 'global']),
          callback_id: upTo(255),
          description: upTo(150),
        }),
      )
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: upTo(32).startsWith('/'),
          url: url.optional(),
          description: upTo(2_000),
          usage_hint: upTo(1_000),
          should_escape: z.boolean(),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(upTo(50)).max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: url.optional(),
      bot_events: z.array(upTo(50)).max(100),
    }),
    interactivity: z.strictObject({
      is_enabled: z.boolean(),
      request_url: url.optional(),
      message_menu_options_url: url.optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
})

describe('the manifest of the Slack app', () => {
  it('is the one that ships', () => {
    expect(parse(readFileSync('slack/manifest.yaml', 'utf8'))).toEqual(manifest())
  })

  it.each([null, 'https://desk.example/'])('is one that Slack takes, at %s', (at) => {
    expect(() => schema.parse(manifest(at))).not.toThrow()
  })

  it('has no more than five message shortcuts, each a command', () => {
    const { shortcuts } = manifest().features
    expect(shortcuts.filter(({ type }) => type === 'message').length).toBeLessThanOrEqual(5)
    for (const { callback_id: id } of shortcuts)
      expect(commandNamed(commandOf(id) ?? '')).toBeDefined()
  })

  it('names the slash commands that are understood, and none besides', () => {
    const named = manifest().features.slash_commands.map(({ command }) => command)
    expect(named).toEqual(['/greenroom', ...SHORT.map((name) => `/${name}`)])
    for (const name of SHORT) {
      expect(commandNamed(name)?.name).toBe(name)
      expect(readSlash({ command: `/${name}`, text: '' }).name).toBe(name)
    }
  })

  it('has a Home tab, and is told when somebody opens it', () => {
    expect(manifest().features.app_home.home_tab_enabled).toBe(true)
    expect(EVENTS).toContain('app_home_opened')
  })

  it('asks for each scope and event once', () => {
    expect(new Set(SCOPES).size).toBe(SCOPES.length)
    expect(new Set(EVENTS).size).toBe(EVENTS.length)
  })

  it('names an address only where Slack is to call one', () => {
    expect(JSON.stringify(manifest())).not.toContain('http')
    expect(manifest('https://desk.example/').settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: 'https://desk.example/slack/events' },
    })
  })
})
