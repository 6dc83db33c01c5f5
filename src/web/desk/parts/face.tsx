import { useState } from 'preact/hooks'

interface Props {
  readonly name: string
  readonly picture: string | null
  /** Pixels. */
  readonly size?: number
  readonly online?: boolean
  /** Here, and not on duty. */
  readonly offDuty?: boolean
}

/** A person's picture, or the first letters of their name on a colour that is always theirs. */
export function Face({ name, picture, size = 24, online = false, offDuty = false }: Props) {
  const [broken, setBroken] = useState(false)
  const style = {
    width: `${size}px`,
    height: `${size}px`,
    fontSize: `${size * 0.42}px`,
    '--hue': hueOf(name),
  }
  return (
    <span class="face" style={style} aria-hidden="true">
      {picture !== null && !broken ? (
        <img src={picture} alt="" width={size} height={size} onError={() => setBroken(true)} />
      ) : (
        initials(name)
      )}
      {online && <span class={offDuty ? 'face-online face-off-duty' : 'face-online'} />}
    </span>
  )
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) =>
    String.fromCodePoint(word?.codePointAt(0) ?? 32),
  )
  return letters.join('').trim().toUpperCase() || '?'
}

function hueOf(name: string): number {
  let hue = 7
  for (const letter of name) hue = (hue * 31 + (letter.codePointAt(0) ?? 0)) % 360
  return hue
}
