import type {
  DeskButton,
  DeskInbox,
  DeskMember,
  DeskThread,
} from '../../src/adapters/desk/protocol.ts'

export const MEMBERS: readonly DeskMember[] = [
  {
    id: 'ana',
    name: 'Ana Lima',
    role: 'agent',
    picture: '/desk/faces/ana',
    online: true,
    onDuty: true,
    teams: ['billing'],
  },
  {
    id: 'ben',
    name: 'Ben Okoro',
    role: 'agent',
    picture: null,
    online: true,
    onDuty: true,
    teams: ['billing', 'vip'],
  },
  {
    id: 'chi',
    name: 'Chiara',
    role: 'supervisor',
    picture: null,
    online: true,
    onDuty: true,
    teams: ['billing'],
  },
  {
    id: 'dov',
    name: 'Dov Adler',
    role: 'agent',
    picture: null,
    online: false,
    onDuty: false,
    teams: [],
  },
  {
    id: 'eve',
    name: 'Eve Novak',
    role: 'creator',
    picture: null,
    online: false,
    onDuty: true,
    teams: [],
  },
]

export const INBOX: DeskInbox = {
  id: 'juno',
  name: 'Juno Vale',
  color: '#c2410c',
  voice: 'Warm and short, first names.\nNever promise dates. No exclamation marks in bad news.',
  canned: [
    { name: 'refund', text: 'I have started your refund. It is with you in five working days.' },
    {
      name: 'shipping',
      text: 'Parcels leave on Tuesdays and Fridays; you get a link when yours does.',
    },
    { name: 'thanks', text: 'Thank you for writing. Is there anything else?' },
  ],
  tags: ['billing', 'refund', 'shipping', 'praise'],
  labels: [
    { kind: 'intent', id: 'refund', name: 'Refund', words: 'Refund' },
    { kind: 'intent', id: 'order-status', name: 'Order status', words: 'Order status' },
    { kind: 'department', id: 'billing', name: 'Billing', words: 'department:Billing' },
    { kind: 'sentiment', id: 'negative', name: 'negative', words: 'sentiment:negative' },
  ],
  open: true,
  hours: 'Mon–Fri 09:00–18:00, Europe/Berlin',
  files: {
    maxBytes: 5_000_000,
    types: ['image/png', 'image/jpeg', 'application/pdf', 'text/plain'],
  },
}

export const SECOND_INBOX: DeskInbox = {
  ...INBOX,
  id: 'north',
  name: 'North Store',
  color: '#2563eb',
  canned: [],
}

/** As the real commands offer them, near enough. */
export function buttonsFor(thread: DeskThread, me: DeskMember): DeskButton[] {
  if (me.role === 'creator') return []
  const button = (
    command: string,
    label: string,
    style: DeskButton['style'],
    form = false,
  ): DeskButton => ({
    command,
    label,
    style,
    form,
  })
  const leads = me.role !== 'agent'
  const isMine = thread.assignee?.id === me.id
  if (thread.status === 'closed') return [button('reopen', 'Reopen', 'primary')]
  return [
    ...(thread.assignee ? [] : [button('claim', 'Claim', 'primary')]),
    ...(thread.assignee && !thread.joined.includes(me.id)
      ? [button('join', 'Join', 'normal')]
      : []),
    ...(isMine || (leads && thread.assignee)
      ? [button('transfer', 'Transfer', 'normal', true)]
      : []),
    ...(leads ? [button('assign', 'Assign', 'normal', true)] : []),
    ...(leads && thread.assignee && !isMine ? [button('takeover', 'Take over', 'danger')] : []),
    ...(isMine ? [button('release', 'Release', 'normal')] : []),
    button('snooze', 'Snooze', 'normal', true),
    button('close', 'Close', 'normal', true),
    { ...button('label', 'It is about…', 'normal'), pick: pickIn(thread) },
  ]
}

function pickIn({ labels }: DeskThread): NonNullable<DeskButton['pick']> {
  const { id = '', name = '', confidence = 0 } = labels?.intent ?? {}
  const isSaid = confidence === null
  return {
    arg: 'label',
    given: isSaid ? id : '',
    placeholder: `It is about…${name === '' ? '' : ` ${name}?`}`,
  }
}
