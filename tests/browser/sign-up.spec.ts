// A community that is not there yet finds itself, proves its address, is approved, and its administrator logs in.
import { account, expect, link, logIn, mailTo, picture, test } from './street'

const CONTACT = 'zhang.shuji@example.org'
const PASSWORD = '海棠花开得正好 2026'

test('from the public page to the first log-in', async ({ page, browser }, info) => {
  await page.goto('/sign-up')
  await page.getByTestId('division-query').fill('瑞景')
  const free = page.locator('[data-testid^="division-120113004"]:not([disabled])').first()
  await expect(free).toBeVisible()
  const name = await free.locator('strong').innerText()
  await picture(page, info, 'directory')
  await free.click()
  await page.getByTestId('contact-name').fill('张书记')
  await page.getByTestId('contact-email').fill(CONTACT)
  await page.getByTestId('sign-up').click()
  await expect(page.getByTestId('signup-sent')).toBeVisible()

  await page.goto(link(await mailTo(CONTACT)))
  await expect(page.getByTestId('proven')).toBeVisible()

  const street = await browser.newPage()
  await logIn(street, account('street-admin'))
  await street.goto('/signups')
  const card = street.locator('[data-testid^="signup-"]').filter({ hasText: name })
  await expect(card).toBeVisible()
  await picture(street, info, 'approvals')
  await card.getByTestId('approve').click()
  const sure = street.getByRole('dialog').getByRole('button').last()
  if (await sure.isVisible().catch(() => false)) await sure.click()
  await expect(card.getByTestId('approve')).toBeHidden()
  await street.close()

  await expect(async () => expect(await mailTo(CONTACT)).toMatch(/invitation/)).toPass({ timeout: 20_000 })
  await page.goto(link(await mailTo(CONTACT)))
  await page.getByTestId('new-password').fill(PASSWORD)
  await page.getByTestId('accept').click()
  await expect(page).not.toHaveURL(/invitation/)
  await expect(page.getByText(name).first()).toBeVisible()
  await picture(page, info, 'first-day')
})
