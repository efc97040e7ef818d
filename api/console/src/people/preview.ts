import type { ImportPreview } from './imports'

let kept: ImportPreview | undefined

/** Keeps the preview between the upload and the page that shows it, so that it is not asked for twice. */
export function keepPreview(preview: ImportPreview): void {
  kept = preview
}

/** The kept preview of an import, if it is the one asked for. */
export function keptPreview(id: string): ImportPreview | undefined {
  return kept?.id === id ? kept : undefined
}
