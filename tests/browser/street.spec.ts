// The page on the street office's wall: every community, no person.
import { account, expect, logIn, picture, test } from './street'

test('the street sees its communities and their figures', async ({ page }, info) => {
  await logIn(page, account('street-admin'))
  await page.goto('/street')
  await expect(page.getByText('江南春色').first()).toBeVisible()
  const charts = page.locator('canvas, svg[width]')
  await expect(charts.first()).toBeVisible()
  const rows = page.getByTestId('community-row')
  await expect(rows).toHaveCount(11)
  await picture(page, info, 'street')
  // Figures, and not a wall of zeros.
  await expect(rows.filter({ hasText: '江南春色' })).toContainText(/[1-9]\d/)
})

test('in English too', async ({ page }, info) => {
  await logIn(page, account('street-admin'))
  await page.goto('/street')
  await page.getByTestId('locale').first().click()
  await expect(page.getByRole('link', { name: /street/i }).first()).toBeVisible()
  await picture(page, info, 'street-english')
})
