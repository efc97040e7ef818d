// Somebody who came to live here: registered, renewed, looked up by a grid worker on a phone; and a ledger of the community's own.
import { account, expect, logIn, picture, test } from './street'

test('a row is entered, changed, and keeps its history', async ({ page }, info) => {
  await logIn(page, account('community-admin'))
  await page.goto('/ledgers')
  await picture(page, info, 'ledgers')
  await page.getByTestId('ledger-shops').getByRole('link').first().click()
  await page.getByTestId('add-row').click()
  await page.getByTestId('cell-name').fill('迎春花店')
  await page.getByTestId('cell-trade').click()
  await page.getByRole('option', { name: '零售' }).click()
  await page.getByTestId('cell-address').fill('3号楼1单元102')
  await page.getByTestId('cell-owner').fill('李迎春')
  await page.getByTestId('cell-phone').fill('13800001234')
  await page.getByTestId('save-row').click()

  await page.getByTestId('row-query').fill('迎春花店')
  // Until the answer is there, the rows of before are, and whatever is clicked may be gone.
  await expect(page.getByTestId('ledger-rows').getByRole('link')).toHaveCount(1)
  await page.getByTestId('ledger-rows').getByRole('link', { name: '迎春花店' }).click()
  await expect(page.getByTestId('sealed-phone')).toHaveText('138****1234')
  await page.getByTestId('edit-row').click()
  await page.getByTestId('cell-owner').fill('李迎夏')
  await page.getByTestId('save-row').click()
  await expect(page.getByTestId('row-history')).toContainText('李迎春')
  await expect(page.getByTestId('row-facts')).toContainText('李迎夏')

  await page.getByTestId('result-findings').click()
  await page.getByTestId('findings').fill('灭火器过期')
  await page.getByTestId('inspect').click()
  await page.getByTestId('fix').click()
  await expect(page.getByTestId('inspections')).toContainText('已整改')
  await picture(page, info, 'row')
})

test('a ledger of the community\'s own', async ({ page }) => {
  await logIn(page, account('community-admin'))
  await page.goto('/ledgers')
  await page.getByTestId('new-ledger').click()
  await page.getByTestId('ledger-name').fill('犬只台账')
  await page.getByTestId('column-0').fill('犬名')
  await page.getByTestId('add-column').click()
  await page.getByTestId('column-1').fill('毛色')
  await page.getByTestId('save-ledger').click()
  await page.getByTestId('add-row').click()
  await page.getByTestId('cell-c1').fill('豆豆')
  await page.getByTestId('save-row').click()
  await expect(page.getByTestId('ledger-rows')).toContainText('豆豆')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

  test('a grid worker finds a row of the own grid', async ({ page }, info) => {
    await logIn(page, account('grid-worker'))
    await page.goto('/ledgers')
    await page.getByTestId('ledger-floating').getByRole('link').first().click()
    await expect(page.getByTestId('ledger-cards').or(page.getByText('还没有记录')).first()).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await picture(page, info, 'phone')
  })
})
