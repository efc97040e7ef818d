// By which ways a community sends, and where somebody can be reached.
import { account, expect, logIn, picture, test, token } from './street'

test('an administrator connects a provider of short messages, and its key is never shown again', async ({ page }, info) => {
  await logIn(page, account('community-admin'))
  await page.getByTestId('nav-message-channels').click()
  await page.getByTestId('add-channel').click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('.el-select').first().click()
  await page.getByRole('option', { name: '其他短信网关' }).click()
  await dialog.getByLabel('名称').fill('区里的短信网关')
  await dialog.getByTestId('setting-url').fill('https://sms.example.org/send')
  await dialog.getByTestId('save-channel').click()
  await expect(dialog).toContainText('请填写这一项')

  await dialog.getByTestId('setting-secret').fill('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')
  await dialog.getByTestId('setting-signature').fill('【春色】')
  await dialog.getByTestId('save-channel').click()
  await expect(dialog).toContainText('不带【】')
  await dialog.getByTestId('setting-signature').fill('春色社区')
  await picture(page, info, 'channel-dialog')
  await dialog.getByTestId('save-channel').click()
  const row = page.getByRole('row').filter({ hasText: '区里的短信网关' })
  await expect(row).toContainText('正常')
  await picture(page, info, 'channels')

  await row.getByRole('button', { name: '修改' }).click()
  await expect(dialog.getByTestId('setting-secret')).toHaveValue('')
  await expect(dialog).toContainText('密钥保存后不再显示')
})

test('a channel is tried out, and says in plain words why it does not work', async ({ page, request }, info) => {
  const headers = await token(request, 'community-admin')
  const settings = { url: 'https://nowhere.invalid/send', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', signature: '春色社区' }
  const wish = { kind: 'gateway', name: '还没通的网关', place: 9, enabled: false, settings, forms: {}, topics: [] }
  expect((await request.post('/api/v1/message-channels', { headers, data: wish })).status()).toBe(201)

  await logIn(page, account('community-admin'))
  await page.goto('/message-channels')
  const row = page.getByRole('row').filter({ hasText: '还没通的网关' })
  await row.getByTestId('test-channel').click()
  await expect(page.getByText('请先在“消息设置”里留下您自己的手机号')).toBeVisible()

  const phone = { headers, data: { address: '13900005678' } }
  expect((await request.put('/api/v1/message-addresses/sms', phone)).status()).toBe(204)
  await row.getByTestId('test-channel').click()
  await expect(page.getByTestId('outcome')).toContainText('连接不上这个地址', { timeout: 30_000 })
  await picture(page, info, 'channel-test')
  await page.keyboard.press('Escape')

  await page.getByTestId('nav-deliveries').click()
  await expect(page.getByRole('row').filter({ hasText: '还没通的网关' }).getByTestId('is-test')).toBeVisible()
  await picture(page, info, 'deliveries')
})

test('somebody says where they can be reached, and sees it masked', async ({ page }, info) => {
  await logIn(page, account('grid-worker'))
  await page.goto('/inbox/wishes')
  const phone = page.getByTestId('address-sms')
  await phone.fill('12345')
  await phone.press('Enter')
  await expect(page.getByText('请填写 11 位手机号')).toBeVisible()
  await phone.fill('13800001234')
  await phone.press('Enter')
  await expect(phone).toHaveAttribute('placeholder', /138\*{4}1234/)
  await picture(page, info, 'addresses')
})

test('the community limits what it sends in a day, and lifts the limit again', async ({ page }, info) => {
  await logIn(page, account('community-admin'))
  await page.goto('/settings')
  const quota = page.getByTestId('daily-quota').locator('input')
  await expect(quota).toHaveAttribute('placeholder', '不限')
  await quota.fill('500')
  await page.getByTestId('save-message-policy').click()
  await expect(page.getByText('已保存').first()).toBeVisible()
  await page.reload()
  await expect(quota).toHaveValue('500')
  await picture(page, info, 'policy')
  await quota.fill('')
  await page.getByTestId('save-message-policy').click()
  await expect(page.getByText('已保存').first()).toBeVisible()
  await page.reload()
  await expect(page.getByTestId('daily-quota')).toBeVisible()
  await expect(quota).toHaveValue('')
})

test('a message that was given up is sent again from the ledger', async ({ page, request }, info) => {
  // The rule at the door lets two dots pass; no mail program does.
  const guest = { email: 'wang..fang@example.org', name: '王芳芳', role: 'volunteer' }
  const invited = await request.post('/api/v1/members/invitations', { headers: await token(request, 'community-admin'), data: guest })
  expect(invited.ok(), await invited.text()).toBe(true)

  await logIn(page, account('community-admin'))
  await page.goto('/deliveries?state=queued')
  // It was never written, so that it has no subject yet.
  const row = page.getByRole('row').filter({ hasText: '待发送' }).first()
  await expect(async () => {
    await page.reload()
    await expect(row).toBeVisible({ timeout: 2000 })
    await row.click()
    await expect(page.getByTestId('retry')).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: 30_000 })
  await expect(page.getByTestId('delivery')).toContainText('内容无法生成')
  await picture(page, info, 'given-up')
  await page.getByTestId('retry').click()
  await expect(page.getByText('已重新排队发送')).toBeVisible()
  await expect(page.getByTestId('trace-steps')).toContainText('重新发送')
})
