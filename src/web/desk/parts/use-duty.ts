import { useEffect, useState } from 'preact/hooks'
import type { DeskMember } from '../../../adapters/desk/protocol.ts'
import { useDesk, usePage } from '../hooks.ts'

/** Whether a member is on duty, as it was last pressed here or said by the server, and how to change it. */
export function useDuty(member: DeskMember): [boolean, (on: boolean) => void] {
  const desk = useDesk()
  const isMe = usePage((page) => page.desk.world?.me.id === member.id)
  const [pressed, setPressed] = useState<boolean | null>(null)
  // Each word of the server about its members brings a new value.
  useEffect(() => setPressed(null), [member])

  const change = async (on: boolean) => {
    setPressed(on)
    const args: Record<string, string> = isMe ? {} : { member: member.id }
    const done = await desk.press(null, on ? 'on' : 'off', args)
    if (!done.ok) setPressed(null)
  }
  return [pressed ?? member.onDuty, (on) => void change(on)]
}
