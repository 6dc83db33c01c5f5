/** Black or white, whichever reads better on `#rrggbb`: always at least 4.5 to 1. */
export function inkOn(color: string): string {
  const rgb = Number.parseInt(color.slice(1), 16)
  const luminance =
    0.2126 * linear(rgb >> 16) + 0.7152 * linear((rgb >> 8) & 255) + 0.0722 * linear(rgb & 255)
  return luminance > 0.179 ? '#000' : '#fff'
}

function linear(channel: number) {
  return (channel / 255) ** 2.2
}
