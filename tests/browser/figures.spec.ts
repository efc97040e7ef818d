// A figure on the dashboard opens the rows behind it.
import { account, expect, logIn, picture, test } from './street'

test('a figure opens its rows for the community, and none for the street', async ({ page, browser }, info) => {
  await logIn(page, account('community-admin'))
  await page.goto('/community')
  await expect(page.getByRole('link', { name: '待整改问题' })).toBeVisible()
  await picture(page, info, 'dashboard')
  await page.getByRole('link', { name: '待整改问题' }).click()
  await expect(page).toHaveURL(/findings\?state=open/)
  await expect(page.getByTestId('findings')).toContainText('设施损坏')
  await page.goto('/community')
  await page.getByRole('link', { name: '召开会议' }).click()
  await expect(page.getByTestId('meetings')).toContainText('已召开')

  const street = await browser.newPage({ locale: 'zh-CN' })
  await logIn(street, account('street-admin'))
  const tiles = street.getByRole('article')
  await expect(tiles.first()).toBeVisible()
  await expect(tiles.getByRole('link')).toHaveCount(0)
  await street.close()
})
