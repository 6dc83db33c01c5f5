import type { JsonObject } from './json.ts'
import type { StoredFile } from './model.ts'
import type { Office } from './office.ts'

/** A file as messages and files.info show it; a deleted one is a tombstone. */
export function wireFile(office: Office, id: string, full = false): JsonObject {
  const file = office.files.get(id)
  if (!file || file.state === 'deleted') return { id, mode: 'tombstone' }
  if (file.foreign && !full)
    return { id, mode: 'file_access', file_access: 'check_file_info', created: 0, timestamp: 0 }
  const path = `${office.team.id}-${id}`
  const name = encodeURIComponent(file.name)
  return {
    id,
    created: Math.floor(file.created / 1000),
    timestamp: Math.floor(file.created / 1000),
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.name.split('.').at(-1) ?? '',
    pretty_type: file.mimetype,
    user: file.by,
    user_team: office.team.id,
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: true,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${office.url}/files-pri/${path}/${name}`,
    url_private_download: `${office.url}/files-pri/${path}/download/${name}`,
    permalink: `${office.url}/files/${file.by}/${id}/${name}`,
    file_access: 'visible',
    ...(full ? { shares: sharesOf(office, file) } : {}),
  }
}

function sharesOf(office: Office, file: StoredFile): JsonObject {
  const shares: Record<string, Record<string, JsonObject[]>> = {}
  for (const { channel, ts, threadTs } of file.shares) {
    const kind = office.channels.get(channel)?.kind === 'public' ? 'public' : 'private'
    const places = (shares[kind] ??= {})
    const place = (places[channel] ??= [])
    place.push({
      ts,
      ...(threadTs === null ? {} : { thread_ts: threadTs }),
      team_id: office.team.id,
    })
  }
  return shares
}
