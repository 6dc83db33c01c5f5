/** What an error of Slack's means for a delivery. */
export interface Meaning {
  /**
   * `busy`: too much at once; `later`: Slack is out of order; `missing`: the message or thread is not there
   * (what that means depends on what was being done); `done`: it is already so; `refused`: it will never be taken;
   * `blocked`: a person must mend it.
   */
  readonly kind: 'busy' | 'later' | 'missing' | 'done' | 'refused' | 'blocked'
  readonly sentence: string
  readonly mayHaveArrived?: true
  /** Until it is mended nothing goes into this channel, or nothing at all. */
  readonly loses?: 'channel' | 'app'
}

function table(
  kind: Meaning['kind'],
  sentences: Readonly<Record<string, string>>,
  more: Partial<Meaning> = {},
) {
  return Object.fromEntries(
    Object.entries(sentences).map(([error, sentence]): [string, Meaning] => [
      error,
      { kind, sentence, ...more },
    ]),
  )
}

const BUSY = table('busy', {
  ratelimited: 'Slack asks to wait.',
  rate_limited: 'Slack asks to wait.',
  message_limit_exceeded: 'The workspace has sent too many messages; Slack takes more later.',
  accesslimited: 'Slack limits access to the workspace for the moment.',
})

const LATER = table(
  'later',
  {
    internal_error: 'Slack is out of order.',
    fatal_error: 'Slack is out of order.',
    service_unavailable: 'Slack is not available.',
    request_timeout: 'Slack did not get the whole request.',
    team_added_to_org: 'The workspace is being moved into an organisation.',
  },
  { mayHaveArrived: true },
)

const MISSING = table('missing', {
  thread_not_found: 'The thread is not in Slack any more.',
  message_not_found: 'The message is not in Slack any more.',
  cannot_reply_to_message: 'Slack takes no replies to the thread’s first message any more.',
  restricted_action_thread_locked: 'The thread is locked in Slack.',
  file_not_found: 'The file is not in Slack any more.',
  file_deleted: 'The file was deleted in Slack.',
})

const DONE = table('done', {
  already_reacted: 'The reaction is there.',
  no_reaction: 'The reaction is not there.',
  already_pinned: 'It is pinned.',
  no_pin: 'It is not pinned.',
})

const PLACE = table(
  'blocked',
  {
    channel_not_found:
      'Slack has no such channel, or the app was never invited to it: check the place in the settings.',
    is_archived: 'The Slack channel is archived: unarchive it, or give the inbox another place.',
    not_in_channel: 'The app is not in the Slack channel: invite it there.',
    channel_is_limited_access: 'The Slack channel is limited in access: let the app in.',
    is_inactive: 'The Slack channel is frozen while its access is being changed.',
    restricted_action: 'A setting of the workspace keeps the app from posting.',
    restricted_action_read_only_channel:
      'The Slack channel is read-only for the app: let it post there.',
    restricted_action_non_threadable_channel:
      'The Slack channel allows no threads: give the inbox another place.',
    slack_connect_canvas_sharing_blocked: 'A setting of Slack Connect keeps the app from posting.',
  },
  { loses: 'channel' },
)

const TOKEN = table(
  'blocked',
  {
    invalid_auth: 'Slack does not know the app’s token: set SLACK_BOT_TOKEN anew.',
    not_authed: 'The app’s token is missing: set SLACK_BOT_TOKEN.',
    token_revoked:
      'The app’s token was revoked: install the app again and set SLACK_BOT_TOKEN anew.',
    token_expired:
      'The app’s token has expired: install the app again and set SLACK_BOT_TOKEN anew.',
    account_inactive: 'The app was removed from the workspace: install it again.',
    team_disabled: 'The workspace is disabled.',
    user_removed_from_team: 'The app was removed from the workspace: install it again.',
    not_allowed_token_type: 'SLACK_BOT_TOKEN wants a bot token, which begins with xoxb-.',
    org_login_required: 'The workspace wants its sign-in through its organisation.',
    app_uninstalled: 'The app was removed from the workspace: install it again.',
  },
  { loses: 'app' },
)

const PERMISSION = table('blocked', {
  missing_scope: 'The app lacks a permission: install it again from its manifest.',
  no_permission: 'The app lacks a permission: install it again from its manifest.',
  access_denied: 'Slack denies the app access.',
  team_access_not_granted: 'The app was not given access to this workspace: install it there.',
  ekm_access_denied: 'An administrator has suspended posting in the workspace.',
  restricted_action_thread_only_channel:
    'The Slack channel allows threads alone: let the app begin them.',
})

const CONTENT = table('refused', {
  msg_too_long: 'Slack finds the message too long.',
  msg_blocks_too_long: 'Slack finds the message too long.',
  too_many_attachments: 'Slack finds too many attachments in the message.',
  no_text: 'Slack finds nothing in the message.',
  invalid_blocks: 'Slack cannot draw the message.',
  invalid_blocks_format: 'Slack cannot draw the message.',
  invalid_attachments: 'Slack cannot draw the message.',
  metadata_too_large: 'Slack finds the message’s mark too large.',
  invalid_metadata_format: 'Slack cannot read the message’s mark.',
  invalid_metadata_schema: 'Slack cannot read the message’s mark.',
  invalid_arguments: 'Slack cannot read the request.',
  invalid_arg_name: 'Slack cannot read the request.',
  cant_update_message: 'Slack lets the app change its own messages alone.',
  cant_delete_message: 'Slack lets the app remove its own messages alone.',
  edit_window_closed: 'The workspace allows no edits after so long a time.',
  compliance_exports_prevent_deletion: 'The workspace’s rules keep messages from being removed.',
  is_deleted_user: 'That person is not in the workspace any more.',
  user_not_found: 'That person is not in the workspace.',
  user_not_in_channel: 'That person is not in the channel.',
  messages_tab_disabled:
    'The app may not write to people in this workspace: let it, by its manifest.',
  too_many_reactions: 'The message has as many reactions as Slack takes.',
  invalid_name: 'Slack knows no such emoji.',
})

const FILES = table('refused', {
  // These two are our own.
  not_kept: 'Greenroom does not keep it any more.',
  not_slacks_address: 'Slack named no address of its own for it.',
  file_uploads_disabled: 'The workspace takes no files.',
  file_uploads_except_images_disabled: 'The workspace takes no files but pictures.',
  file_upload_size_restricted: 'The workspace takes no files of this size.',
  file_type_not_allowed: 'The workspace takes no files of this kind.',
  blocked_file_type: 'The workspace takes no files of this kind.',
  storage_limit_reached: 'The workspace has no room left for files.',
  malware_detected: 'Slack takes it for malware: do not open it unless you know what it is.',
  slack_connect_file_upload_sharing_blocked:
    'The channel is shared with another company, and takes no files.',
  slack_connect_blocked_file_type:
    'The channel is shared with another company, and takes no files of this kind.',
  slack_connect_clip_sharing_blocked:
    'The channel is shared with another company, and takes no clips.',
  posting_to_channel_denied: 'A setting of the workspace keeps the app from posting files there.',
  posting_to_general_channel_denied:
    'A setting of the workspace keeps the app from posting files there.',
  cant_delete_file: 'Slack lets the app delete its own files alone.',
})

/** Slack's errors by their own word. */
export const ERRORS: Readonly<Record<string, Meaning>> = {
  ...BUSY,
  ...LATER,
  ...MISSING,
  ...DONE,
  ...PLACE,
  ...TOKEN,
  ...PERMISSION,
  ...CONTENT,
  ...FILES,
}
