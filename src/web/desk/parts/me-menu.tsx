import { useRef } from 'preact/hooks'
import type { DeskMember } from '../../../adapters/desk/protocol.ts'
import { answers } from '../completion.ts'
import { useDesk, usePage } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import type { Prefs } from '../prefs.ts'
import { MOD } from '../shortcuts.ts'
import { chime, mayNotify } from '../signals.ts'
import { Face } from './face.tsx'
import { Switch } from './switch.tsx'
import { useDuty } from './use-duty.ts'

const THEMES: readonly (readonly [Prefs['theme'], string])[] = [
  ['system', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
]

/** Oneself at the foot of the rail: duty, preferences and the way out. */
export function MeMenu({ me }: { readonly me: DeskMember }) {
  const menu = useRef<HTMLDivElement>(null)
  const [onDuty, setDuty] = useDuty(me)
  const offDuty = answers(me) && !onDuty
  return (
    <div class="me">
      <button class="me-button" popovertarget="me-menu">
        <Face name={me.name} picture={me.picture} size={28} online offDuty={offDuty} />
        <span class="me-words">
          <bdi class="me-name">{me.name}</bdi>
          <span class="me-role">
            {me.role}
            {offDuty && ' · off duty'}
          </span>
        </span>
        <span class="hidden">preferences and sign out</span>
        <Icon name="down" size={14} />
      </button>
      <div id="me-menu" class="menu me-menu" popover="auto" ref={menu}>
        {answers(me) && <Switch label="On duty" on={onDuty} change={setDuty} />}
        <Preferences />
        <MenuButton
          icon="keys"
          label="Keyboard shortcuts"
          press={(desk) => desk.open({ kind: 'keys' })}
          close={() => menu.current?.hidePopover()}
        />
        <MenuButton
          icon="leave"
          label="Sign out"
          press={(desk) => desk.open({ kind: 'sign-out' })}
          close={() => menu.current?.hidePopover()}
        />
      </div>
    </div>
  )
}

interface MenuButtonProps {
  readonly icon: 'keys' | 'leave'
  readonly label: string
  press(desk: ReturnType<typeof useDesk>): void
  close(): void
}

function MenuButton({ icon, label, press, close }: MenuButtonProps) {
  const desk = useDesk()
  const run = () => {
    close()
    press(desk)
  }
  return (
    <button class="menu-item" onClick={run}>
      <Icon name={icon} /> {label}
    </button>
  )
}

function Preferences() {
  const desk = useDesk()
  const prefs = usePage((page) => page.prefs)
  const soundOn = (sound: boolean) => {
    desk.prefer({ sound })
    if (sound) chime()
  }
  const notifyOn = async (wanted: boolean) => {
    const allowed = wanted && (await mayNotify())
    desk.prefer({ notify: allowed })
    if (wanted && !allowed)
      desk.toast(
        'Your browser does not allow notifications from this page. Allow them in its settings.',
        'bad',
      )
  }
  return (
    <>
      <fieldset class="segments">
        <legend>Theme</legend>
        {THEMES.map(([theme, label]) => (
          <label key={theme}>
            <input
              type="radio"
              name="theme"
              checked={prefs.theme === theme}
              onChange={() => desk.prefer({ theme })}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <fieldset class="segments">
        <legend>Send with</legend>
        <label>
          <input
            type="radio"
            name="send-with"
            checked={prefs.sendWith === 'enter'}
            onChange={() => desk.prefer({ sendWith: 'enter' })}
          />
          <span>Enter</span>
        </label>
        <label>
          <input
            type="radio"
            name="send-with"
            checked={prefs.sendWith === 'mod-enter'}
            onChange={() => desk.prefer({ sendWith: 'mod-enter' })}
          />
          <span>{MOD} Enter</span>
        </label>
      </fieldset>
      <Switch label="Sound when someone waits" on={prefs.sound} change={soundOn} />
      <Switch label="Browser notifications" on={prefs.notify} change={(on) => void notifyOn(on)} />
      <Switch
        label="Single-key shortcuts"
        on={prefs.singleKeys}
        change={(singleKeys) => desk.prefer({ singleKeys })}
      />
    </>
  )
}
