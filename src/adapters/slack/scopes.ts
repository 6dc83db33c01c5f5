import type { SCOPES } from './manifest.ts'

/** What each permission of the app is for; what is lost without it. */
export const WHY = {
  'app_mentions:read': 'hears @Greenroom outside of conversations',
  'channels:history': 'hears what the team writes in public channels, and reads what it missed',
  'channels:read': 'finds public channels by their names',
  'chat:write': 'posts cards, visitors’ messages and notices',
  'chat:write.customize': 'shows visitors’ messages under the visitor’s name',
  commands: 'has slash commands, and shortcuts in the menus of messages',
  'files:read': 'brings the team’s files to visitors',
  'files:write': 'brings visitors’ files into threads',
  'groups:history': 'hears what the team writes in private channels, and reads what it missed',
  'groups:read': 'finds the private channels that it was invited to',
  'im:history': 'finds a whisper again after a crash, so that it is sent once',
  'im:write': 'brings whispers and warnings as direct messages',
  'reactions:read': 'takes the team’s reactions to visitors’ messages',
  'reactions:write': 'marks the team’s messages: held, delivered, seen, not delivered',
  'usergroups:read': 'knows roles by user groups, where the settings name any',
  'users:read': 'knows who of the workspace writes',
  'users:read.email': 'knows members by their e-mail addresses',
} as const satisfies Readonly<Record<(typeof SCOPES)[number], string>>
