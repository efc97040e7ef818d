// Starts the service before the first test and stops it after the last one.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface Account {
  role: string
  email: string
  password: string
  code: string
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

export default async function start(): Promise<() => Promise<void>> {
  const binary = process.env.MULIN_BINARY
  if (!binary) throw new Error('MULIN_BINARY is not set: run this by tests/run browser')
  const data = await mkdtemp(join(tmpdir(), 'mulin-browser-'))
  const listen = `127.0.0.1:${await freePort()}`
  const service = spawn(binary, ['serve', '--data', data, '--listen', listen, '--demo'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const stop = async () => {
    if (service.exitCode === null) {
      service.kill('SIGTERM')
      await once(service, 'exit')
    }
    await rm(data, { recursive: true, force: true })
  }

  // One line for each account, then the address.
  const accounts: Account[] = []
  const lines = createInterface({ input: service.stdout })
  let address: string | undefined
  for await (const line of lines) {
    const [word, ...rest] = line.split(' ')
    if (word === 'account') {
      const [role, email, password, code] = rest
      accounts.push({ role, email, password, code })
    }
    if (word === 'ready') {
      address = rest[0]
      if (accounts.length > 0) break
    }
    if (address && accounts.length >= 10) break
  }
  service.stdout.resume()
  if (!address) {
    await stop()
    throw new Error('the service ended before it was ready')
  }
  process.env.MULIN_URL = address
  process.env.MULIN_DATA_FOLDER = data
  process.env.MULIN_ACCOUNTS = JSON.stringify(accounts)
  return stop
}
