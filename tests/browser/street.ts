// What every browser test begins with: who is who, and what arrived by mail.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test as base, type APIRequestContext, type Page, type TestInfo } from '@playwright/test'
import type { Account } from './start'

export const CHUNSE = '120113004024'

/** The demo's account with this role, of 江南春色 unless another division is meant. */
export function account(role: string, code?: string): Account {
  const all: Account[] = JSON.parse(process.env.MULIN_ACCOUNTS ?? '[]')
  const found = all.find((one) => one.role === role && (code === undefined || one.code === code))
  if (!found) throw new Error(`the demo has no ${role} ${code ?? ''}`)
  return found
}

/** Logs in by the page, as a person would. */
export async function logIn(page: Page, who: { email: string; password: string }): Promise<void> {
  await page.goto('/log-in')
  await page.getByTestId('email').fill(who.email)
  await page.getByTestId('password').fill(who.password)
  await page.getByTestId('log-in').click()
  await expect(page).not.toHaveURL(/log-in/)
}

/** What a program sends along that acts as the demo's account with this role. */
export async function token(request: APIRequestContext, role: string): Promise<Record<string, string>> {
  const { email, password } = account(role)
  const answer = await request.post('/api/v1/sessions', { data: { email, password } })
  expect(answer.status()).toBe(201)
  return { Authorization: `Bearer ${(await answer.json()).token}` }
}

/** The office asks the grid worker for a visit today: late in the day, and on one without work, the plans leave none open. */
export async function askForVisit(request: APIRequestContext): Promise<string> {
  const residents = await (await request.get('/api/v1/residents?limit=1', { headers: await token(request, 'grid-worker') })).json()
  const midnight = new Date(Date.now() + 8 * 3_600_000).setUTCHours(24, 0, 0, 0) - 8 * 3_600_000
  const data = { person_id: residents.items[0].id, due_at: new Date(midnight).toISOString(), kind: 'home' }
  const asked = await request.post('/api/v1/visits', { headers: await token(request, 'staff'), data })
  expect(asked.status(), await asked.text()).toBe(201)
  return (await asked.json()).id
}

/** A grid worker finds somebody in need: the administrators are told at once, at any time of any day. */
export async function somethingUrgent(request: APIRequestContext): Promise<void> {
  const record = `/api/v1/visits/${await askForVisit(request)}/record`
  const worker = await token(request, 'grid-worker')
  const recorded = await request.post(record, { headers: worker, data: { kind: 'home', wellbeing: 'urgent' } })
  expect(recorded.ok(), await recorded.text()).toBe(true)
}

/** A picture of one pixel. */
export const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

/** A moment so many hours ago, as a field for one takes it on the communities' clock. */
export function hoursAgo(hours: number): string {
  return new Date(Date.now() + (8 - hours) * 3_600_000).toISOString().slice(0, 16)
}

/** Nothing may be wider than the screen. */
export async function fits(page: Page): Promise<void> {
  const width = page.viewportSize()?.width ?? 0
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
}

/** A picture for people who read the results; the folder is not kept in the repository. */
export async function picture(page: Page, info: TestInfo, name: string): Promise<void> {
  await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true })
}

/** The newest mail to an address, decoded; waits for it. */
export async function mailTo(address: string): Promise<string> {
  const folder = join(process.env.MULIN_DATA_FOLDER ?? '', 'mails')
  let found = ''
  await expect
    .poll(async () => {
      const names = await readdir(folder).catch(() => [])
      const mails = await Promise.all(names.filter((name) => name.endsWith('.eml')).sort().map((name) => readFile(join(folder, name), 'utf8')))
      found = mails.filter((mail) => mail.toLowerCase().includes(address.toLowerCase())).map(decoded).at(-1) ?? ''
      return found
    }, { timeout: 20_000, message: `a mail to ${address}` })
    .not.toBe('')
  return found
}

/** The text of a mail, its transfer encodings undone. */
function decoded(mail: string): string {
  const [head = '', ...rest] = mail.split(/\r?\n\r?\n/)
  const boundary = /boundary="?([^"\r\n;]+)/i.exec(head)?.[1]
  const body = rest.join('\n\n')
  if (boundary) return body.split(`--${boundary}`).map((part) => decoded(part.trimStart())).join('\n')
  if (/transfer-encoding: *base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  if (/transfer-encoding: *quoted-printable/i.test(head)) {
    const bytes = body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    return Buffer.from(bytes, 'latin1').toString('utf8')
  }
  return body
}

/** The secret link in a mail, on the service under test. */
export function link(mail: string): string {
  const found = /https?:\/\/[^/\s]+(\/\S*?(?:token=|invitations?\/|proof\/|password-reset\/)[\w-]+)/.exec(mail)
  if (!found) throw new Error('the mail has no secret link')
  return found[1]
}

export const test = base.extend({ baseURL: async ({}, use) => use(process.env.MULIN_URL) })
export { expect }
