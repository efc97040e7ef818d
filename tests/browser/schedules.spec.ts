// What happens by itself, and when.
import { account, expect, fits, logIn, picture, test } from './street'

test('an administrator sees when something happens, has it happen now, and says what becomes of missed times', async ({ page }, info) => {
  await logIn(page, account('community-admin'))
  await page.getByTestId('nav-schedules').click()
  const row = page.getByRole('row').filter({ hasText: '早间探访清单' })
  await expect(row).toBeVisible()
  await picture(page, info, 'schedules')

  await row.getByRole('button').first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByTestId('upcoming').getByRole('listitem').first()).toHaveText(/^\d{4}-\d{2}-\d{2} 08:00$/)
  await dialog.locator('.el-select').click()
  await page.getByRole('option', { name: '不补' }).click()
  await picture(page, info, 'schedule-dialog')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(dialog).toBeHidden()

  await row.getByRole('button', { name: '立即执行' }).click()
  await expect(page.getByText('已安排执行')).toBeVisible()
  await row.getByRole('button').first().click()
  await expect(dialog.locator('.el-select')).toContainText('不补')
  await expect(dialog.getByTestId('firings')).toContainText('手动执行')
  await picture(page, info, 'schedule-fired')
  await page.keyboard.press('Escape')

  await row.locator('.el-switch').click()
  await expect(row).toContainText('已暂停')
  await row.locator('.el-switch').click()
  await expect(row).not.toContainText('已暂停')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

  test('nothing of it hangs over the edge', async ({ page }, info) => {
    await logIn(page, account('community-admin'))
    await page.goto('/schedules')
    const row = page.getByRole('row').filter({ hasText: '早间探访清单' })
    await expect(row).toBeVisible()
    await fits(page)
    await picture(page, info, 'schedules-phone')
    await row.getByRole('button').first().click()
    await expect(page.getByTestId('upcoming').getByRole('listitem').first()).toBeVisible()
    await picture(page, info, 'schedule-dialog-phone')
  })
})
