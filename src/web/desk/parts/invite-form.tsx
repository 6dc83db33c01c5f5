import { useState } from 'preact/hooks'
import type { DeskWorld } from '../../../adapters/desk/protocol.ts'
import { useDesk, usePage } from '../hooks.ts'
import { Modal } from './modal.tsx'
import { Sentence } from './sentence.tsx'
import { TeamPicks } from './team-picks.tsx'

const ROLES = ['creator', 'agent', 'supervisor', 'lead', 'admin'] as const
type Role = (typeof ROLES)[number]

const WHAT_THEY_DO: Readonly<Record<Role, string>> = {
  creator: 'Reads along and writes notes',
  agent: 'Answers visitors',
  supervisor: 'Also assigns, takes over and invites',
  lead: 'Also takes what was escalated',
  admin: 'May do everything',
}

/** Makes a link by which someone becomes a member; nobody gives more than they have. */
export function InviteForm() {
  const desk = useDesk()
  const mine = usePage((page) => page.desk.world?.me.role ?? 'creator')
  const teams = usePage((page) => page.desk.world?.teams ?? [])
  const own = usePage((page) => page.desk.world?.me.teams ?? [])
  const [role, setRole] = useState<Role>('agent')
  const [picked, setPicked] = useState(() => usualTeams(teams, own))
  // A creator answers nobody.
  const answers = role !== 'creator'
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    const done = await desk.ask({ type: 'invite', role, teams: answers ? picked : [] })
    setBusy(false)
    if (done.ok) desk.answer(done, null, 'Invitation')
    else setProblem(done.error)
  }
  return (
    <Modal title="Invite someone">
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <fieldset class="form-field">
          <legend>What they will be</legend>
          <div class="people">
            {ROLES.slice(0, ROLES.indexOf(mine) + 1).map((one) => (
              <label key={one} class="person">
                <input
                  type="radio"
                  name="role"
                  checked={role === one}
                  onChange={() => setRole(one)}
                />
                <span class="person-words">
                  {one}
                  <span class="quiet">{WHAT_THEY_DO[one]}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        {answers && teams.length > 0 && (
          <TeamPicks
            legend="Teams they will be in"
            teams={teams}
            picked={picked}
            change={setPicked}
          />
        )}
        {problem !== null && (
          <p class="problem" role="alert">
            <Sentence text={problem} />
          </p>
        )}
        <footer class="modal-foot">
          <button type="button" class="button" onClick={() => desk.open(null)}>
            Cancel
          </button>
          <button type="submit" class="button button-primary" disabled={busy} aria-busy={busy}>
            Make a link
          </button>
        </footer>
      </form>
    </Modal>
  )
}

/** The only team there is, or else those of who invites. */
function usualTeams(teams: DeskWorld['teams'], own: readonly string[]): readonly string[] {
  const all = teams.map(({ id }) => id)
  return all.length === 1 ? all : all.filter((id) => own.includes(id))
}
