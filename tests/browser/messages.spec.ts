// By which ways a community sends, and where somebody can be reached.
import { account, expect, logIn, picture, test } from './street'

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
  await picture(page, info, 'channel-dialog')
  await dialog.getByTestId('save-channel').click()
  const row = page.getByRole('row').filter({ hasText: '区里的短信网关' })
  await expect(row).toContainText('正常')
  await picture(page, info, 'channels')

  await row.getByRole('button', { name: '修改' }).click()
  await expect(dialog.getByTestId('setting-secret')).toHaveValue('')
  await expect(dialog).toContainText('密钥保存后不再显示')
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
