// Which days are worked, where nobody has published it yet.
import { account, expect, fits, logIn, picture, test } from './street'

// The autumn before a year whose arrangement this version does not know.
test.beforeEach(async ({ page }) => page.clock.setFixedTime('2026-11-28T02:00:00Z'))

test('an administrator is warned, enters a holiday by name with its make-up day, and takes a day back', async ({ page }, info) => {
  await logIn(page, account('community-admin'))
  await page.goto('/schedules')
  await expect(page.getByTestId('unpublished-2027')).toContainText('只按双休日休息')
  await picture(page, info, 'schedules-warn')

  await page.goto('/plans')
  await page.getByRole('tab', { name: '工作日历' }).click()
  await expect(page.getByTestId('unpublished-2027')).toBeVisible()
  const form = page.getByTestId('day-form')
  const enter = async (from: string, to: string) => {
    await form.getByPlaceholder('第一天').fill(from)
    await form.getByPlaceholder('最后一天').fill(to)
    await form.getByPlaceholder('最后一天').press('Enter')
    await form.getByLabel('名称').fill('春节')
  }
  await enter('2027-02-06', '2027-02-08')
  await form.getByTestId('save-days').click()
  await expect(page.getByText('已录入')).toBeVisible()
  await expect(page.getByTestId('day-2027-02-08')).toContainText('春节 本社区设定')
  await expect(page.getByTestId('day-2027-02-08')).toContainText('休')

  await enter('2027-02-13', '2027-02-13')
  await form.getByText('上班（调休）').click()
  await form.getByTestId('save-days').click()
  await expect(page.getByTestId('day-2027-02-13')).toContainText('班')
  await expect(page.getByTestId('unpublished-2027')).toContainText('已自行录入 4 天')
  await picture(page, info, 'calendar')

  await page.getByTestId('day-2027-02-06').getByRole('button', { name: '恢复' }).click()
  await expect(page.getByTestId('day-2027-02-06')).toBeHidden()
  await expect(page.getByTestId('unpublished-2027')).toContainText('已自行录入 3 天')
})

test('staff read the calendar and decide nothing', async ({ page }) => {
  await logIn(page, account('staff'))
  await page.goto('/plans')
  await page.getByRole('tab', { name: '工作日历' }).click()
  await expect(page.getByTestId('day-2026-10-01')).toContainText('国庆节')
  await expect(page.getByTestId('day-form')).toBeHidden()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

  test('nothing of it hangs over the edge', async ({ page }, info) => {
    await logIn(page, account('community-admin'))
    await page.goto('/plans')
    await page.getByRole('tab', { name: '工作日历' }).click()
    await expect(page.getByTestId('day-form')).toBeVisible()
    await fits(page)
    await picture(page, info, 'calendar-phone')
  })
})
