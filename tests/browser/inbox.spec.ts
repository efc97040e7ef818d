// The inbox counts by itself.
import { account, askForVisit, expect, fits, logIn, picture, somethingUrgent, test, token } from './street'

test('what is urgent shows in the inbox of whoever looks at another page, and is read', async ({ page, request }, info) => {
  await logIn(page, account('community-admin'))
  await page.goto('/deliveries')
  const link = page.getByTestId('inbox-link').filter({ visible: true })
  await expect(link).toBeVisible()
  const counted = async () => Number(/\d+/.exec((await link.getAttribute('aria-label')) ?? '')?.[0] ?? 0)
  const before = await counted()
  await somethingUrgent(request)
  await expect.poll(counted, { timeout: 20_000 }).toBe(before + 1)
  await picture(page, info, 'unread')

  await link.click()
  await expect(page.getByTestId('inbox-entry').first()).toContainText('1')
  await picture(page, info, 'inbox')
  await page.getByTestId('read-all').click()
  await expect.poll(counted, { timeout: 20_000 }).toBe(0)
})

test('whoever is told something reads why, also without a view of the ledger', async ({ page, request }, info) => {
  await askForVisit(request)
  const admin = await token(request, 'community-admin')
  const schedules = await (await request.get('/api/v1/schedules', { headers: admin })).json()
  const digest = schedules.items.find(({ kind }: { kind: string }) => kind === 'visits.digest')
  expect((await request.post(`/api/v1/schedules/${digest.id}/run`, { headers: admin })).status()).toBe(202)

  await logIn(page, account('grid-worker'))
  await page.goto('/inbox')
  const entry = page.getByTestId('inbox-entry').filter({ hasText: '探访' }).first()
  await expect(entry).toBeVisible({ timeout: 20_000 })
  await entry.getByTestId('why').click()
  await expect(page.getByTestId('story')).toContainText('每日早间探访清单')
  await expect(page.getByTestId('story')).toContainText('按定时任务发出')
  await picture(page, info, 'why')
})

test('who wants text messages first keeps the other ways, unless they leave one out', async ({ page, request }, info) => {
  await logIn(page, account('grid-worker'))
  await page.goto('/inbox/wishes')
  const row = page.getByTestId('wish-visits.digest')
  const headers = await token(request, 'grid-worker')
  const kept = async () => {
    const { items } = await (await request.get('/api/v1/message-preferences', { headers })).json()
    return items.find((wish: { topic: string }) => wish.topic === 'visits.digest').ways
  }
  await row.locator('.el-select').click()
  await page.getByRole('option', { name: '短信' }).click()
  await expect.poll(kept).toEqual(['sms', 'mail', 'wecom'])
  await expect(row.locator('.el-select')).toContainText('短信')
  await row.getByTestId('way-wecom').click()
  await expect.poll(kept).toEqual(['sms', 'mail'])
  await expect(row.getByTestId('way-wecom').locator('input')).not.toBeChecked()
  await picture(page, info, 'wishes')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

  test('it is read like a list of letters', async ({ page }, info) => {
    await logIn(page, account('community-admin'))
    await page.goto('/inbox')
    await expect(page.getByTestId('inbox-entry').first()).toBeVisible()
    await fits(page)
    await picture(page, info, 'inbox-phone')
  })
})
