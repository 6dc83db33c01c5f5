/** A soft note; nothing where the browser allows no sound yet. */
export function chime() {
  const context = new AudioContext()
  const gain = new GainNode(context, { gain: 0.08 })
  const tone = new OscillatorNode(context, { frequency: 740 })
  const now = context.currentTime
  gain.gain.exponentialRampToValueAtTime(0.0001, now + 0.5)
  tone.connect(gain).connect(context.destination)
  tone.start()
  tone.stop(now + 0.5)
  tone.onended = () => void context.close()
}
