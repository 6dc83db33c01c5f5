// What is said in more than one place.

export const STRANGER =
  'Greenroom does not know you as a member of the team, so nothing of this reaches a visitor. Whoever runs Greenroom can name you among the agents of its settings, by your Slack member ID or the e-mail address that you have in Slack.'

export const NOT_A_THREAD = 'This is not the thread of a conversation.'

export const IN_SIGHT =
  'Everyone in this channel can read the line that you whispered by: delete it, which leaves the whisper itself as it is. Whisper in a message’s menu keeps it out of sight.'

export const STILL_WHISPERED = 'What you whispered still stands as it was: whisper again.'
