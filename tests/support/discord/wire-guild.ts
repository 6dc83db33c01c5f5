import type { JsonObject } from '../slack/json.ts'
import { activeThreads, canSee } from './lookup.ts'
import type { Office } from './office.ts'
import { wireChannel } from './wire-channel.ts'
import { wireMember, wireRole } from './wire-people.ts'

/** The server itself, without who and what is in it. */
export function wireGuild(office: Office): JsonObject {
  const { guild } = office
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    roles: [...guild.roles.values()].map((one) => wireRole(office, one)),
    emojis: [],
    stickers: [],
    features: ['COMMUNITY'],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: 'en-US',
    nsfw_level: 0,
    nsfw: false,
  }
}

/** GUILD_CREATE: the server with the channels and threads that the app sees, and itself as a member. */
export function createdGuild(office: Office): JsonObject {
  const me = office.app.userId
  const channels = [...office.channels.values()].filter((one) => !one.thread && one.kind !== 'dm')
  return {
    ...wireGuild(office),
    joined_at: new Date(office.guild.members.get(me)?.joinedAt ?? 0).toISOString(),
    large: false,
    unavailable: false,
    member_count: office.guild.members.size,
    // Without the presence intent only the app itself is among the members.
    members: [wireMember(office, me)],
    channels: channels.map((one) => wireChannel(office, one)),
    threads: activeThreads(office)
      .filter((one) => canSee(office, me, one))
      .map((one) => wireChannel(office, one)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    lazy: true,
    application_command_counts: {},
  }
}
