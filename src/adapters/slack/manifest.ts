import type { AppsManifestValidateArguments } from '@slack/web-api'
import { commandNamed } from '../../commands/index.ts'
import { SHORTCUT_LABELS, SHORTCUTS } from './commands.ts'
import { labelOf } from '../chats/offered.ts'
import { actionOf } from '../chats/presses.ts'
import { GREENROOM, SHORT } from './typed.ts'

/** What the app may do; checked at the start against what the token was given. */
export const SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'chat:write.customize',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:write',
  'reactions:read',
  'reactions:write',
  'usergroups:read',
  'users:read',
  'users:read.email',
] as const

/** What the app is told. */
export const EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_archive',
  'channel_deleted',
  'channel_left',
  'channel_rename',
  'channel_unarchive',
  'group_archive',
  'group_deleted',
  'group_left',
  'group_rename',
  'group_unarchive',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'reaction_added',
  'reaction_removed',
  'subteam_members_changed',
  'tokens_revoked',
] as const

type Manifest = AppsManifestValidateArguments['manifest']

/** The app as Slack makes it from a manifest; over Socket Mode, or over HTTP at `url`, where Greenroom is found. */
export function manifest(url: string | null = null) {
  const address = url === null ? null : `${url.replace(/\/$/, '')}/slack/events`
  const requests = address === null ? {} : { request_url: address }
  const commandUrl = address === null ? {} : { url: address }
  return {
    display_information: {
      name: 'Greenroom',
      description: 'A live chat desk: visitors write on your site, you answer in a thread.',
      background_color: '#2f5d3a',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: 'Greenroom', always_online: true },
      shortcuts: SHORTCUTS.map(shortcut),
      slash_commands: [
        {
          command: GREENROOM,
          ...commandUrl,
          description: 'Give any command, such as “help”, outside a thread',
          usage_hint: 'help',
          should_escape: true,
        },
        ...SHORT.map((name) => ({ ...slashCommand(name), ...commandUrl })),
      ],
    },
    oauth_config: { scopes: { bot: [...SCOPES] } },
    settings: {
      event_subscriptions: { ...requests, bot_events: [...EVENTS] },
      interactivity: {
        is_enabled: true,
        ...requests,
        ...(address === null ? {} : { message_menu_options_url: address }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: url === null,
      token_rotation_enabled: false,
    },
  } satisfies Manifest
}

function slashCommand(name: string) {
  const command = commandNamed(name)
  if (!command) throw new Error(`There is no command “${name}” for a slash command of Slack’s.`)
  const words = command.args.map((arg) => (arg.required ? arg.name : `[${arg.name}]`))
  return {
    command: `/${command.name}`,
    description: command.summary,
    usage_hint: [...(command.inThread ? ['[1042]'] : []), ...words].join(' ') || 'help',
    should_escape: true,
  }
}

function shortcut(name: string) {
  const command = commandNamed(name)
  if (!command) throw new Error(`There is no command “${name}” for a shortcut of Slack’s.`)
  return {
    name: SHORTCUT_LABELS[name] ?? labelOf(command),
    type: 'message' as const,
    callback_id: actionOf(command.name),
    description: command.summary,
  }
}
