// Duty: the month at the desk, leave and changes, and the own duty on a phone.
import { account, expect, fits, logIn, picture, test } from './street'

test('an administrator decides how duty goes round, and over leave', async ({ page }, info) => {
  await logIn(page, account('community-admin'))
  await page.getByTestId('nav-duty').click()
  await expect(page.getByTestId('rota')).toContainText('B ')
  await picture(page, info, 'duty')
  await page.getByTestId('leaves').getByTestId('give-leave').first().click()
  await expect(page.getByTestId('leaves').getByText('待批')).toHaveCount(0)

  await page.getByTestId('duty-rule').click()
  await page.getByTestId('preview-rule').click()
  await expect(page.getByTestId('preview').getByRole('listitem').first()).toContainText('B ')
  await picture(page, info, 'duty-rule')
  await page.getByTestId('save-rule').click()
  await expect(page.getByTestId('preview')).toBeHidden()

  await page.getByTestId('later').click()
  await page.getByTestId('rota').locator('.day:not(.other)').first().click()
  await page.getByTestId('name-day').click()
  await page.getByTestId('save-day').click()
  await expect(page.getByTestId('day-shifts')).toBeHidden()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

  test('somebody sees the own duty, leaves a word and agrees to a change', async ({ page }, info) => {
    await logIn(page, account('staff'))
    await page.goto('/duty')
    await expect(page.getByTestId('duty-now')).toContainText('B岗')
    await fits(page)
    await picture(page, info, 'duty-phone')
    await page.getByTestId('agree').click()
    await expect(page.getByTestId('swaps')).toBeHidden()
    await page.getByTestId('leave-reason').fill('体检')
    await expect(page.getByTestId('ask-leave')).toBeDisabled()
  })
})
