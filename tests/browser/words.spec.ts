// A community says it in its own words.
import { account, expect, fits, logIn, mailTo, picture, somethingUrgent, test } from './street'

test('a message is worded, seen before it is sent, and the next mail says it so', async ({ page, request }, info) => {
  const admin = account('community-admin')
  await logIn(page, admin)
  await page.getByTestId('nav-message-templates').click()
  await expect(page.getByTestId('words-visits.escalated-zh-CN')).toContainText('内置文案')
  await picture(page, info, 'templates')
  await page.getByTestId('words-visits.escalated-zh-CN').click()

  const subject = page.getByTestId('part-subject')
  await subject.fill('{老人} 请马上处理')
  await expect(page.getByText('没有“{老人}”这个变量')).toBeVisible()
  await picture(page, info, 'refused-variable')
  await subject.fill('请马上处理：')
  await expect(page.getByTestId('variable-list')).toBeDisabled()
  await page.getByTestId('variable-count').click()
  await expect(subject).toHaveValue('请马上处理：{数量}')
  await expect(page.getByTestId('preview-subject')).toHaveText(/^请马上处理：\d+$/)
  await expect(page.frameLocator('iframe').locator('h1')).toHaveText(/^请马上处理：\d+$/)
  await picture(page, info, 'editor')

  await page.getByTestId('part-sms').fill('【春色】请看 {链接}')
  await expect(page.getByText('短信签名由系统加在最前面')).toBeVisible()
  await page.getByTestId('part-sms').fill('请看 {链接}')
  await page.getByTestId('preview-sms').click()
  await expect(page.getByTestId('preview-said')).toContainText('请看 http')
  await expect(page.getByTestId('sms-parts')).toContainText('分 1 条计费')

  await page.getByTestId('publish-words').click()
  await page.getByRole('dialog').getByRole('button', { name: '发布' }).click()
  await expect(page.getByTestId('version-1')).toContainText('使用中')
  await somethingUrgent(request)
  await expect.poll(() => mailTo(admin.email), { timeout: 20_000 }).toContain('请马上处理：1')

  await page.getByTestId('test-words').click()
  await page.getByTestId('test-mail').click()
  await expect(page.getByTestId('outcome')).toContainText('对方已接收')
  await page.keyboard.press('Escape')

  await page.getByTestId('to-built-in').click()
  await page.getByRole('dialog').getByRole('button', { name: '恢复内置文案' }).click()
  await expect(page.getByTestId('version-1')).not.toContainText('使用中')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

  test('the editor and its preview stand one below the other', async ({ page }, info) => {
    await logIn(page, account('community-admin'))
    await page.goto('/message-templates/visits.digest/zh-CN')
    await expect(page.frameLocator('iframe').locator('h1')).toBeVisible()
    await fits(page)
    await page.locator('iframe').scrollIntoViewIfNeeded()
    await page.screenshot({ path: info.outputPath('preview-phone.png') })
    await picture(page, info, 'editor-phone')
  })
})
