import type { DeskMember } from '../../../adapters/desk/protocol.ts'
import { answers } from '../completion.ts'
import { usePage } from '../hooks.ts'
import { Face } from './face.tsx'
import { Switch } from './switch.tsx'
import { useDuty } from './use-duty.ts'

const SHOWN_MEMBERS = 40

/** Who is here, and which of them are on duty. */
export function Team() {
  const world = usePage((page) => page.desk.world)
  const online = usePage((page) => page.desk.online)
  if (!world) return null
  const here = world.members.filter((member) => online.has(member.id))
  return (
    <>
      <h2 class="rail-title">
        Here now <span class="rail-title-count">{here.length}</span>
      </h2>
      <ul class="rail-list">
        {here.slice(0, SHOWN_MEMBERS).map((member) => (
          <MemberRow key={member.id} member={member} me={world.me} />
        ))}
      </ul>
    </>
  )
}

/** True for those who may invite others and put them on and off duty. */
export function manages({ role }: DeskMember): boolean {
  return role === 'supervisor' || role === 'lead' || role === 'admin'
}

/** “Support, VIP”; nothing where they are in none. */
function useTeamNames({ teams: theirs }: DeskMember): string {
  const teams = usePage((page) => page.desk.world?.teams ?? [])
  return teams
    .filter(({ id }) => theirs.includes(id))
    .map(({ name }) => name)
    .join(', ')
}

function MemberRow({ member, me }: { readonly member: DeskMember; readonly me: DeskMember }) {
  const [onDuty, setDuty] = useDuty(member)
  const isMe = member.id === me.id
  const hasDuty = answers(member)
  const teams = useTeamNames(member)
  return (
    <li class="rail-member">
      <Face
        name={member.name}
        picture={member.picture}
        size={20}
        online
        offDuty={hasDuty && !onDuty}
      />
      <span class="rail-member-words">
        <bdi>{member.name}</bdi>
        {isMe && <span class="quiet">you</span>}
        {hasDuty && !onDuty && <span class="off-duty">off duty</span>}
        {hasDuty && teams !== '' && (
          <span class="rail-member-teams" title={teams}>
            {teams}
          </span>
        )}
      </span>
      {hasDuty && (isMe || manages(me)) && (
        <Switch
          bare
          label={isMe ? 'You are on duty' : `${member.name} is on duty`}
          on={onDuty}
          change={setDuty}
        />
      )}
    </li>
  )
}
