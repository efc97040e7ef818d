// What the operator sees of work that failed.
import { account, expect, fits, logIn, picture, test, token } from './street'

test('a job that failed for good is found, understood and run again', async ({ page, request }, info) => {
  // The rule at the door lets two dots pass; no mail program does.
  const guest = { email: 'li..na@example.org', name: '李娜', role: 'volunteer' }
  const invited = await request.post('/api/v1/members/invitations', { headers: await token(request, 'community-admin'), data: guest })
  expect(invited.ok(), await invited.text()).toBe(true)

  await logIn(page, account('operator'))
  await page.getByTestId('nav-queues').click()
  const queue = page.getByTestId('queue-notifications.deliver')
  await expect(async () => {
    await page.getByRole('button', { name: '刷新' }).click()
    await expect(queue.locator('.alert dd')).toHaveText(/^[1-9]/, { timeout: 1000 })
  }).toPass({ timeout: 20_000 })
  await queue.getByRole('button').click()
  const job = page.getByTestId('job').first()
  await expect(job).toContainText('the address is not one that mail can be sent to')
  await job.locator('summary').click()
  await expect(job.locator('code')).not.toContainText('li..na')
  await picture(page, info, 'buried')
  await job.getByTestId('job-community').click()
  await expect(page.getByTestId('community-filter')).toContainText('江南春色')
  await expect(job).toContainText('江南春色')
  await picture(page, info, 'one-community')

  await job.getByTestId('replay').click()
  await expect(page.getByText('已重新排队')).toBeVisible()
  // The address is as wrong as before.
  await expect(queue.locator('.alert dd')).toHaveText(/^[1-9]/)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

  test('the queues fold', async ({ page }, info) => {
    await logIn(page, account('operator'))
    await page.goto('/queues')
    await expect(page.getByTestId('queue-notifications.deliver')).toBeVisible()
    await fits(page)
    await picture(page, info, 'queues-phone')
  })
})
