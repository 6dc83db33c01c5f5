import { commandNamed } from '../../commands/index.ts'
import { labelOf, SHORTCUTS } from './commands.ts'
import { actionOf } from './presses.ts'

/** The one slash command. Slack runs no app's commands inside threads, so it is for the channel's top level. */
const SLASH_COMMAND = '/greenroom'

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
  'channel_rename',
  'channel_unarchive',
  'group_archive',
  'group_rename',
  'group_unarchive',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'reaction_added',
  'reaction_removed',
  'subteam_members_changed',
  'tokens_revoked',
] as const

/** The app as Slack makes it from a manifest; over Socket Mode, or over HTTP at `url`, where Greenroom is found. */
export function manifest(url: string | null = null) {
  const requests = url === null ? {} : { request_url: `${url.replace(/\/$/, '')}/slack/events` }
  const commandUrl = url === null ? {} : { url: requests.request_url }
  return {
    display_information: {
      name: 'Greenroom',
      description: 'A live chat desk: visitors write on your site, you answer in a thread.',
      background_color: '#2f5d3a',
    },
    features: {
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: false,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: 'Greenroom', always_online: true },
      shortcuts: SHORTCUTS.map(shortcut),
      slash_commands: [
        {
          command: SLASH_COMMAND,
          ...commandUrl,
          description: 'Give a command, such as “help”, outside a thread',
          usage_hint: 'help',
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: [...SCOPES] } },
    settings: {
      event_subscriptions: { ...requests, bot_events: [...EVENTS] },
      interactivity: {
        is_enabled: true,
        ...requests,
        ...(url === null ? {} : { message_menu_options_url: requests.request_url }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: url === null,
      token_rotation_enabled: false,
    },
  }
}

function shortcut(name: string) {
  const command = commandNamed(name)
  if (!command) throw new Error(`There is no command “${name}” for a shortcut of Slack’s.`)
  return {
    name: labelOf(command),
    type: 'message',
    callback_id: actionOf(command.name),
    description: command.summary,
  }
}
