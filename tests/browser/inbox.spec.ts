// The inbox counts by itself.
import { account, expect, fits, logIn, picture, somethingUrgent, test } from './street'

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
