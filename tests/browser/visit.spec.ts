// A grid worker at a door, with a phone in the hand.
import { account, askForVisit, expect, logIn, picture, test } from './street'

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

test('today, one visit, recorded on a phone', async ({ page, request }, info) => {
  await askForVisit(request)
  await logIn(page, account('grid-worker'))
  await page.goto('/today')
  await expect(page.getByTestId('visit-card').first()).toBeVisible()
  await picture(page, info, 'today')
  // Nothing may be wider than the phone.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)

  await page.getByTestId('visit-card').first().click()
  await expect(page.getByTestId('record-form')).toBeVisible()
  await page.getByTestId('kind-home').click()
  await page.getByTestId('wellbeing-good').click()
  await page.getByTestId('remark').locator('textarea').or(page.locator('textarea[data-testid=remark]')).first().fill('精神很好，正在包饺子')
  await picture(page, info, 'recording')
  await page.getByTestId('record').click()

  await expect(page.getByTestId('visit-result')).toBeVisible()
  await expect(page.getByTestId('visit-result')).toContainText('包饺子')
  await picture(page, info, 'recorded')
})
