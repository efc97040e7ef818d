// Who may act for a street, and a community that has to stop for a while.
import { account, expect, link, logIn, mailTo, picture, test } from './street'

test('a street invites one more administrator', async ({ page }, info) => {
  await logIn(page, account('street-admin'))
  await page.getByTestId('nav-street-admins').click()
  await expect(page.getByTestId(`colleague-${account('street-admin').email}`)).toBeVisible()

  await page.getByTestId('invite').click()
  const fields = page.getByRole('dialog').locator('input')
  await fields.nth(0).fill('周晓岚')
  await fields.nth(1).fill('zhou@ruijing.example')
  await fields.nth(1).press('Enter')
  await expect(page.getByTestId('colleague-zhou@ruijing.example')).toContainText('已邀请')
  expect(link(await mailTo('zhou@ruijing.example'))).toContain('/invitations')
  await picture(page, info, 'street-admins')
})

test('a community is suspended with a reason, and comes back', async ({ page }, info) => {
  await logIn(page, account('street-admin'))
  await page.getByTestId('nav-communities').click()
  const row = page.getByRole('listitem').filter({ hasText: '紫瑞园' })
  await row.getByTestId('suspend').click()
  await page.getByRole('dialog').locator('textarea').fill('社区服务用房搬迁')
  await page.getByRole('dialog').getByRole('button', { name: '暂停使用' }).click()
  await expect(row).toContainText('社区服务用房搬迁')
  await picture(page, info, 'suspended')

  await row.getByTestId('resume').click()
  await page.getByRole('dialog').getByRole('button', { name: '恢复使用' }).click()
  await expect(row.getByTestId('suspend')).toBeVisible()
  await expect(row).not.toContainText('搬迁')
})
