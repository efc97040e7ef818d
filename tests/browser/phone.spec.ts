// A resident's way on a phone: asks to join, is confirmed at the desk, logs in, sees home, large print and what is kept; without a network too.
import type { Page } from '@playwright/test'
import { account, CHUNSE, expect, fits, link, logIn, mailTo, picture, test, token } from './street'

const EMAIL = 'lin.ayi@example.org'
const PASSWORD = '海棠花开得正好 2026'
const phone = { viewport: { width: 390, height: 844 }, locale: 'zh-CN' }

/** A field of Element Plus, whose anchor is on the input or around it. */
const field = (page: Page, name: string) => page.locator(`input[data-testid=${name}], [data-testid=${name}] input`).first()

test('from the public door to one’s own data', async ({ browser, request, baseURL }, info) => {
  const staff = await token(request, 'staff')
  const made = await request.post('/api/v1/residents', {
    headers: staff,
    data: { name: '林桂兰', birth_date: '1956-04-02', phone: '13812340099', address: '3号楼2单元501', health_remark: '高血压', override_duplicate: true },
  })
  expect(made.status(), await made.text()).toBe(201)
  const context = await browser.newContext({ baseURL, ...phone })
  const page = await context.newPage()

  await page.goto(`/join/${CHUNSE}`)
  await field(page, 'join-name').fill('林桂兰')
  await field(page, 'join-address').fill('3号楼2单元501')
  await field(page, 'join-email').fill(EMAIL)
  await field(page, 'join-phone').fill('138 1234 0099')
  await page.getByTestId('join-agree').click()
  await fits(page)
  await picture(page, info, 'join')
  await page.getByTestId('join').click()
  await expect(field(page, 'join-code')).toBeVisible()
  const code = /(?<!\d)(\d{6})(?!\d)/.exec(await mailTo(EMAIL))?.[1] ?? ''
  await field(page, 'join-code').fill(code)
  await page.getByTestId('prove').click()
  await expect(page.getByTestId('joined')).toBeVisible()

  const desk = await (await browser.newContext({ baseURL, locale: 'zh-CN' })).newPage()
  await logIn(desk, account('staff'))
  await desk.goto('/enrolments')
  await desk.getByTestId('look').first().click()
  await expect(desk.getByTestId('matches')).toContainText('林桂兰')
  await picture(desk, info, 'desk-matches')
  await desk.getByTestId('confirm-match').first().click()
  await desk.locator('.el-message-box__btns .el-button--primary').click()
  await expect(desk.getByTestId('matches')).toBeHidden()
  await picture(desk, info, 'desk')

  await expect(async () => expect(await mailTo(EMAIL)).toMatch(/invitations\?token=/)).toPass({ timeout: 20_000 })
  await page.goto(link(await mailTo(EMAIL)))
  await field(page, 'new-password').fill(PASSWORD)
  await page.getByTestId('accept').click()
  await expect(page).toHaveURL(/\/home/)
  await expect(page.getByTestId('tile-my-data')).toBeVisible()
  await fits(page)
  await picture(page, info, 'home')

  await page.getByTestId('large').first().click()
  await expect(page.locator('html')).toHaveClass(/large/)
  await fits(page)
  await picture(page, info, 'home-large')

  await page.getByTestId('tile-tell').click()
  await field(page, 'own-title').fill('楼道灯不亮')
  await picture(page, info, 'tell-large')
  await page.getByTestId('send-own').click()
  await expect(page.getByTestId('my-matters')).toContainText('楼道灯不亮')
  await fits(page)
  await picture(page, info, 'matters-large')

  await page.getByTestId('tab-home').click()
  await page.getByTestId('tile-my-data').click()
  await expect(page.getByTestId('class-phone')).toContainText('138****0099')
  await fits(page)
  await picture(page, info, 'data-large')
  await page.getByTestId('large').first().click()
  await page.getByTestId('unmask').click()
  await field(page, 'prove-password').fill(PASSWORD)
  await page.getByTestId('unmask-now').click()
  await expect(page.getByTestId('class-phone')).toContainText('13812340099')
  const fetched = page.waitForEvent('download')
  await page.getByTestId('copy-xlsx').click()
  expect((await fetched).suggestedFilename()).toBe('my-data.xlsx')
  await page.getByTestId('ask').click()
  await field(page, 'ask-wanted').fill('13912340088')
  await page.getByTestId('send-request').click()
  await expect(page.getByTestId('my-requests')).toContainText('电话')
  await fits(page)
  await picture(page, info, 'data')

  await page.getByTestId('tab-home').click()
  await expect(page.getByTestId('tiles')).toBeVisible()
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.reload()
  await expect(page.getByTestId('tile-my-data')).toBeVisible()
  await context.setOffline(true)
  await page.reload()
  await expect(page.getByTestId('tab-home')).toBeVisible()
  await expect(page.getByText('楼道灯不亮')).toBeVisible()
  await picture(page, info, 'offline')
  await context.setOffline(false)
  await context.close()
})

test('an administrator answers a request and sees whom an export concerns', async ({ page, request }, info) => {
  const exported = await request.get('/api/v1/residents/export', { headers: await token(request, 'staff') })
  expect(exported.ok()).toBe(true)
  await logIn(page, account('community-admin'))
  await page.goto('/privacy-requests')
  await expect(page.getByTestId('privacy-requests')).toBeVisible()
  await picture(page, info, 'requests')
  await page.getByTestId('accept-request').first().click()
  await page.locator('.el-message-box__btns .el-button--primary').click()
  await expect(page.locator('.el-message--success')).toBeVisible()
  await page.goto('/exposures')
  await expect(page.getByTestId('deeds')).toContainText('导出居民台账')
  await picture(page, info, 'exposures')
})
