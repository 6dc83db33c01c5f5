// What reaches a member who looks elsewhere: the tab's title, a sound, the browser's notifications.

let audio: AudioContext | undefined

/** Two soft tones. Silent where the browser does not allow sound yet. */
export function chime(): void {
  audio ??= new AudioContext()
  tone(audio, 660, 0)
  tone(audio, 880, 0.12)
}

function tone(context: AudioContext, pitch: number, delay: number): void {
  const start = context.currentTime + delay
  const oscillator = new OscillatorNode(context, { frequency: pitch, type: 'sine' })
  const gain = new GainNode(context, { gain: 0 })
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(0.08, start + 0.02)
  gain.gain.exponentialRampToValueAtTime(0.001, start + 0.4)
  oscillator.connect(gain).connect(context.destination)
  oscillator.start(start)
  oscillator.stop(start + 0.45)
}

/** Asks the browser; only ever called because a setting was pressed. */
export async function mayNotify(): Promise<boolean> {
  if (!('Notification' in window)) return false
  return (await Notification.requestPermission()) === 'granted'
}

/** A notification, while the page is out of sight and allowed to. */
export function notify(title: string, text: string, tag: string, press: () => void): void {
  if (document.visibilityState === 'visible' || !('Notification' in window)) return
  if (Notification.permission !== 'granted') return
  const notification = new Notification(title, { body: text, tag })
  notification.addEventListener('click', () => {
    window.focus()
    press()
    notification.close()
  })
}

/** How many wait, in front of the tab's title. */
export function showCount(waiting: number, name: string): void {
  document.title = waiting > 0 ? `(${waiting}) ${name}` : name
}
