// A project from what is asked for to its acceptance, and what residents see of it.
import { account, dot, expect, fits, logIn, picture, test } from './street'

test('an administrator takes a project through its course and shows it to residents', async ({ page, browser }, info) => {
  await logIn(page, account('community-admin'))
  await page.getByTestId('nav-projects').click()
  await expect(page.getByTestId('projects').getByRole('link').first()).toBeVisible()
  await picture(page, info, 'projects')

  await page.getByTestId('new-project').click()
  await page.getByTestId('project-name').fill('便民晾衣架')
  await page.getByTestId('project-budget').fill('12,000')
  await page.getByTestId('save-project').click()
  await expect(page.getByRole('heading', { name: '便民晾衣架' })).toBeVisible()
  await page.getByTestId('act-approve').click()
  await page.getByTestId('act-start').click()

  await page.getByTestId('milestone-name').fill('安装')
  await page.getByTestId('milestones').locator('..').getByPlaceholder('计划完成').fill('2030-01-01')
  await page.keyboard.press('Enter')
  await page.getByTestId('add-milestone').click()
  await expect(page.getByTestId('milestones')).toContainText('安装')
  await page.getByTestId('act-accept').click()
  await expect(page.getByText('还有节点没有完成，不能验收。')).toBeVisible()
  await page.getByTestId('milestones').getByText('安装').click()
  await expect(page.getByTestId('milestones')).toContainText('完成')

  await page.getByTestId('cost-purpose').fill('材料')
  await page.getByTestId('cost-amount').fill('3,500.50')
  await page.getByTestId('add-cost').click()
  await expect(page.getByTestId('costs')).toContainText('3,500.5')
  await page.getByTestId('moment-after').click()
  await page.getByTestId('photo').setInputFiles({ name: 'after.png', mimeType: 'image/png', buffer: dot })
  await page.getByTestId('send-photos').click()
  await expect(page.getByTestId('photos').locator('img')).toHaveJSProperty('complete', true)
  await page.getByTestId('act-accept').click()
  await expect(page.getByTestId('course')).toContainText('验收')
  await picture(page, info, 'project')

  await page.getByTestId('publish').click()
  await expect(page.getByTestId('public-link')).toBeVisible()
  const resident = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
  await resident.goto((await page.getByTestId('public-link').getAttribute('href')) ?? '')
  await expect(resident.getByTestId('public-project')).toContainText('便民晾衣架')
  await expect(resident.getByTestId('photos').locator('img')).toBeVisible()
  await fits(resident)
  await picture(resident, info, 'public-project')
  await resident.close()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

  test('nothing of it hangs over the edge', async ({ page }, info) => {
    await logIn(page, account('community-admin'))
    await page.goto('/projects')
    await page.getByTestId('projects').getByRole('link').first().click()
    await expect(page.getByTestId('project')).toBeVisible()
    await fits(page)
    await picture(page, info, 'project-phone')
  })
})
