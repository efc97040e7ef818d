// How a day begins: at the desk with what turns by tonight, on the phone with one way through the grid.
import { account, expect, fits, logIn, picture, test, token } from './street'

test('the office begins with who is on duty and what turns by tonight', async ({ page, request }, info) => {
  const units = await (await request.get('/api/v1/partners', { headers: await token(request, 'staff') })).json()
  const data = { kind: 'emergency', title: '北门自来水管爆裂', place: '小区北门', units: [units[0].id] }
  const blown = await request.post('/api/v1/whistles', { headers: await token(request, 'staff'), data })
  expect(blown.status(), await blown.text()).toBe(201)

  await logIn(page, account('staff'))
  await expect(page.getByTestId('desk')).toBeVisible()
  await expect(page.getByTestId('duty-now')).toBeVisible()
  const called = page.getByTestId('pressing').getByRole('listitem').filter({ hasText: '北门自来水管爆裂' })
  await expect(called).toContainText('待应答')
  await expect(called).toContainText(units[0].name)
  await picture(page, info, 'desk')
  await called.getByRole('link').click()
  await expect(page).toHaveURL(/\/whistles\//)
})

test('the grid worker has all kinds of work on one way', async ({ browser }, info) => {
  const phone = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', isMobile: true, hasTouch: true })
  await logIn(phone, account('grid-worker'))
  await expect(phone.getByTestId('today')).toBeVisible()
  await expect(phone.getByTestId('stop').or(phone.getByTestId('elsewhere')).first()).toBeVisible()
  await fits(phone)
  await phone.screenshot({ path: info.outputPath('walk.png'), fullPage: true })
  await phone.close()
})
