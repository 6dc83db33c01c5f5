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
    bot_user: z.strictObject({
      display_name: upTo(80).regex(/^[\w .-]+$/),
      always_online: z.boolean(),
    }),
    shortcuts: z
      .array(
        z.strictObject({
          name: upTo(24),
          type: z.enum(['message', 'global']),
          callback_id: upTo(255),
          description: upTo(150),
        }),
      )
      .min(1)
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: upTo(32).regex(/^\/[a-z0-9_-]+$/),
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

// Slack takes no subscription to an event without a scope under which the app may hear of it.
const HEARD_BY: Readonly<Record<(typeof EVENTS)[number], readonly (typeof SCOPES)[number][]>> = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  app_uninstalled: [],
  channel_archive: ['channels:read'],
  channel_deleted: ['channels:read'],
  channel_left: ['channels:read'],
  channel_rename: ['channels:read'],
  channel_unarchive: ['channels:read'],
  group_archive: ['groups:read'],
  group_deleted: ['groups:read'],
  group_left: ['groups:read'],
  group_rename: ['groups:read'],
  group_unarchive: ['groups:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
  subteam_members_changed: ['usergroups:read'],
  tokens_revoked: [],
}

// Slack’s own, as far as an app might want one of them.
const TAKEN =
  /^\/(?:active|archive|away|call|dm|dnd|feed|help|invite|join|leave|me|msg|mute|open|remind|remove|rename|search|shrug|star|status|topic|who)$/

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

  it('may hear of each event that it asks for', () => {
    for (const event of EVENTS) expect(SCOPES).toEqual(expect.arrayContaining([...HEARD_BY[event]]))
  })

  it('has no two things by one name, and no command by a name of Slack’s own', () => {
    const { shortcuts, slash_commands: commands } = manifest().features
    const all = [...shortcuts.map((one) => one.callback_id), ...commands.map((one) => one.command)]
    expect(new Set(all).size).toBe(all.length)
    for (const { command } of commands) expect(command).not.toMatch(TAKEN)
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
      interactivity: {
        request_url: 'https://desk.example/slack/events',
        message_menu_options_url: 'https://desk.example/slack/events',
      },
    })
    for (const { url } of manifest('https://desk.example').features.slash_commands)
      expect(url).toBe('https://desk.example/slack/events')
  })
})
