// What is said in more than one place.

export const STRANGER =
  'Greenroom does not know you as a member of the team, so nothing of this reaches a visitor. Ask a supervisor for an invitation, with the e-mail address that you have in Slack.'

export const NOT_A_THREAD = 'This is not the thread of a conversation.'
