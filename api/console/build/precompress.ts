import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const compressible = /\.(html|js|css|svg|json|webmanifest)$/
const worthIt = 1024

/**
 * Writes a brotli and a gzip twin next to each text asset.
 * The server embeds them and never compresses an asset while somebody waits for it.
 */
export function precompress(): Plugin {
  let folder = 'dist'
  return {
    name: 'mulin:precompress',
    apply: 'build',
    configResolved: (config) => {
      folder = config.build.outDir
    },
    closeBundle: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      const files = entries.filter((entry) => entry.isFile() && compressible.test(entry.name))
      await Promise.all(files.map((file) => compressOne(join(file.parentPath, file.name))))
    },
  }
}

async function compressOne(path: string): Promise<void> {
  const bytes = await readFile(path)
  if (bytes.length < worthIt) return
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
    promisify(gzip)(bytes, { level: 9 }),
  ])
  await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)])
}
