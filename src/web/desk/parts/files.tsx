import type { DeskFile } from '../../../adapters/desk/protocol.ts'
import { Icon } from '../icons.tsx'
import { sizeWords } from '../times.ts'

const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])
/** Pixels; taller pictures are shown smaller. */
const WIDEST = 320
const TALLEST = 240

/** Pictures and files of a message. */
export function Files({ files }: { readonly files: readonly DeskFile[] }) {
  if (files.length === 0) return null
  return (
    <ul class="files">
      {files.map((file) => (
        <li key={file.id}>
          {PICTURES.has(file.type) ? <Picture file={file} /> : <FileLink file={file} />}
        </li>
      ))}
    </ul>
  )
}

function Picture({ file }: { readonly file: DeskFile }) {
  return (
    <a class="picture" href={file.url} target="_blank" rel="noopener noreferrer">
      <img src={file.url} alt={file.name} loading="lazy" {...fitted(file)} />
    </a>
  )
}

// Known before it has come, so that nothing jumps when it does.
function fitted({ width, height }: DeskFile): { width?: number; height?: number } {
  if (!width || !height) return {}
  const scale = Math.min(1, WIDEST / width, TALLEST / height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

function FileLink({ file }: { readonly file: DeskFile }) {
  return (
    <a class="file" href={file.url} target="_blank" rel="noopener noreferrer" download={file.name}>
      <Icon name="file" size={20} />
      <span class="file-words">
        <bdi class="file-name">{file.name}</bdi>
        <span class="quiet">{sizeWords(file.size)}</span>
      </span>
    </a>
  )
}
