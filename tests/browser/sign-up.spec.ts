// The operator opens a street; one of its communities finds itself, proves its address and is approved; its administrator logs in.
import type { APIRequestContext, Browser, Page } from '@playwright/test'
import { account, expect, link, mailTo, picture, test } from './street'

const STREET = '110101001'
const COMMUNITY = '110101001002'
const OFFICE = 'donghuamen@example.org'
const CONTACT = 'zhang.shuji@example.org'
const PASSWORD = '海棠花开得正好 2026'

async function openStreet(request: APIRequestContext): Promise<void> {
  const { email, password } = account('operator')
  const session = await request.post('/api/v1/sessions', { data: { email, password } })
  const headers = { Authorization: `Bearer ${(await session.json()).token}` }
  const street = { code: STREET, admin_email: OFFICE, admin_name: '刘主任' }
  const opened = await request.post('/api/v1/streets', { headers, data: street })
  expect(opened.ok(), await opened.text()).toBe(true)
}

async function acceptInvitation(page: Page, address: string): Promise<void> {
  await expect(async () => expect(await mailTo(address)).toMatch(/\/invitations\?token=/)).toPass({ timeout: 20_000 })
  await page.goto(link(await mailTo(address)))
  await page.getByTestId('new-password').locator('input').or(page.locator('input[data-testid=new-password]')).first().fill(PASSWORD)
  await page.getByTestId('accept').click()
  await expect(page).not.toHaveURL(/invitations/)
}

async function theStreetsOffice(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: 'zh-CN' })
  const page = await context.newPage()
  await acceptInvitation(page, OFFICE)
  return page
}

test('from the public page to the first log-in', async ({ page, browser, request, baseURL }, info) => {
  await openStreet(request)
  const office = await theStreetsOffice(browser, baseURL)

  await page.goto('/sign-up')
  await page.getByTestId('division-query').fill('银闸')
  const found = page.getByTestId(`division-${COMMUNITY}`)
  await expect(found).toBeEnabled()
  await picture(page, info, 'directory')
  await found.click()
  await page.getByTestId('contact-name').fill('张书记')
  await page.getByTestId('contact-email').fill(CONTACT)
  await page.getByTestId('sign-up').click()
  await expect(page.getByTestId('signup-sent')).toBeVisible()

  await page.goto(link(await mailTo(CONTACT)))
  await expect(page.getByTestId('proven')).toBeVisible()

  await office.goto('/signups')
  const card = office.getByTestId(`signup-${COMMUNITY}`)
  await expect(card).toBeVisible()
  await picture(office, info, 'approvals')
  await card.getByTestId('approve').click()
  const sure = office.locator('.el-message-box__btns .el-button--primary')
  if (await sure.isVisible({ timeout: 1000 }).catch(() => false)) await sure.click()
  await expect(card.getByTestId('approve')).toBeHidden()

  await acceptInvitation(page, CONTACT)
  await expect(page.getByText('银闸').first()).toBeVisible()
  await picture(page, info, 'first-day')
})
