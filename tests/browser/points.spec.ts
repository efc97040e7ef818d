// Points: given by the office, spent on a phone, handed out by code, public by month.
import { account, CHUNSE, expect, fits, logIn, picture, test, token } from './street'

test('a volunteer spends points on a phone and the desk hands the reward out', async ({ page, browser, request }, info) => {
  const admin = await token(request, 'community-admin')
  const members = await (await request.get('/api/v1/members?role=volunteer', { headers: admin })).json()
  const volunteer = account('volunteer')
  const member = members.items.find((one: { email: string }) => one.email === volunteer.email)
  const data = { member_id: member.id, points: 80, note: '清雪志愿服务' }
  expect((await request.post('/api/v1/points/grants', { headers: admin, data })).status()).toBe(201)

  const phone = await browser.newPage({ locale: 'zh-CN', viewport: { width: 390, height: 844 } })
  await logIn(phone, volunteer)
  await phone.goto('/points/mine')
  // What the demo's volunteer earned by taking part is there besides.
  await expect(phone.getByTestId('balance')).toHaveText(/^[1-9]\d*$/)
  const before = Number(await phone.getByTestId('balance').innerText())
  expect(before).toBeGreaterThanOrEqual(80)
  await phone.getByTestId('rewards').getByRole('listitem').filter({ hasText: '垃圾袋' }).getByTestId('take').click()
  await phone.locator('.el-message-box').getByRole('button', { name: '兑换', exact: true }).click()
  await expect(phone.getByTestId('balance')).toHaveText(String(before - 20))
  const code = await phone.getByTestId('ticket').locator('.code').innerText()
  await fits(phone)
  await picture(phone, info, 'mine')

  await logIn(page, account('community-admin', CHUNSE))
  await page.getByTestId('nav-rewards').click()
  await expect(page.getByTestId('waiting')).toContainText('垃圾袋')
  await page.getByTestId('code').fill(code)
  await picture(page, info, 'rewards')
  await page.getByTestId('hand-out').click()
  await expect(page.locator('.el-message')).toContainText('垃圾袋')
  await page.getByTestId('nav-points').click()
  await expect(page.getByTestId('proof')).toContainText('账平')
  await picture(page, info, 'points')
  await page.getByTestId('nav-point-boards').click()
  await page.getByTestId('boards').getByRole('link').first().click()
  await expect(page.getByTestId('lines')).toContainText('志愿服务')
  await picture(page, info, 'board')

  await phone.goto(`/p/communities/${CHUNSE}/points`)
  await expect(phone.getByTestId('lines')).toContainText('*')
  await fits(phone)
  await picture(phone, info, 'public')
  await phone.close()
})
