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

test('from the street to one of its communities, and no further', async ({ page }, info) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await logIn(page, account('street-admin'))
  await page.goto('/street')
  // By the keyboard: the name is the link, wherever in the row the mouse may click.
  await page.getByTestId('community-row').getByRole('link', { name: '江南春色' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/street\/communities\/\d{12}$/)
  const board = page.getByTestId('street-community')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('江南春色')
  await expect(board.locator('[_echarts_instance_] svg').first()).toBeVisible()
  await expect(board).toContainText(/[1-9]\d/)
  await picture(page, info, 'street-community')
  expect(asked.filter((path) => /^\/api\/v1\/(residents|visits|households|events)/.test(path))).toEqual([])
  await page.getByTestId('back').click()
  await expect(page.getByTestId('street-dashboard')).toBeVisible()
})

test('on the wall of the office', async ({ page }, info) => {
  await page.setViewportSize({ width: 1920, height: 1080 })
  await logIn(page, account('street-admin'))
  await page.goto('/street')
  await page.getByTestId('open-wall').click()
  await expect(page.getByTestId('wall')).toContainText(/\d%/)
  await expect(page.getByRole('status')).toContainText('数据截至')
  // Nobody scrolls a wall.
  const [height, width] = await page.evaluate(() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth])
  expect(height).toBeLessThanOrEqual(1080)
  expect(width).toBeLessThanOrEqual(1920)
  await picture(page, info, 'wall')
  await page.getByTestId('leave-wall').click()
  await expect(page.getByTestId('street-dashboard')).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

  test('the communities fit', async ({ page }) => {
    await logIn(page, account('street-admin'))
    await page.goto('/street')
    await expect(page.getByTestId('community-row')).toHaveCount(11)
    const overhang = await page.getByTestId('communities').evaluate((table) => table.getBoundingClientRect().right)
    expect(overhang).toBeLessThanOrEqual(390)
  })
})
