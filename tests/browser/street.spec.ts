// The page on the street office's wall: every community, no person.
import { account, expect, logIn, picture, test } from './street'

test('the street sees its communities and their figures', async ({ page }, info) => {
  await logIn(page, account('street-admin'))
  await page.goto('/street')
  const board = page.getByTestId('street-dashboard')
  await expect(board.locator('[_echarts_instance_] svg').first()).toBeVisible()
  const rows = page.getByTestId('communities').locator('tbody tr').filter({ hasNotText: '合计' })
  await expect(rows).toHaveCount(11)
  // Figures, and not a wall of zeros.
  await expect(rows.filter({ hasText: '江南春色' })).toContainText(/[1-9]\d/)
  // Let the charts finish drawing themselves before the picture is taken.
  await page.waitForTimeout(1200)
  await picture(page, info, 'street')
})

test('in English too', async ({ page }, info) => {
  await logIn(page, account('street-admin'))
  await page.goto('/street')
  await expect(page.getByTestId('street-dashboard')).toBeVisible()
  await page.getByTestId('locale').first().click()
  await expect(page.getByTestId('nav-street')).toContainText(/[A-Za-z]{4}/)
  await picture(page, info, 'street-english')
})
