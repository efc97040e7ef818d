// A form that the street designs, and what a community does with it.
import { account, CHUNSE, expect, fits, logIn, picture, test } from './street'

test('the street designs a form from headings, a community looks its rows over', async ({ page, browser }, info) => {
  await logIn(page, account('street-admin'))
  await page.getByTestId('nav-street-forms').click()
  await page.getByRole('link', { name: '独居老年人基本情况表' }).click()
  await expect(page.getByTestId('standings')).toContainText('已接收')
  await picture(page, info, 'overview')
  await page.goto('/street/forms')
  await page.getByTestId('new-form').click()
  await page.getByTestId('form-title').fill('高龄老人扶手摸底表')
  await page.getByTestId('headings').fill('姓名\t年龄\t住址\t是否装扶手')
  await page.getByTestId('suggest').click()
  await expect(page.getByTestId('columns').getByRole('listitem')).toHaveCount(4)
  await picture(page, info, 'design')
  await page.getByTestId('save-form').click()
  await expect(page.getByRole('heading', { name: '高龄老人扶手摸底表' })).toBeVisible()

  const community = await browser.newPage({ locale: 'zh-CN', viewport: { width: 390, height: 844 } })
  await logIn(community, account('community-admin', CHUNSE))
  await community.goto('/forms')
  await community.getByTestId('view-all').click()
  await community.getByRole('link', { name: '独居老年人基本情况表' }).first().click()
  await expect(community.getByTestId('form-rows')).toContainText('住址')
  await fits(community)
  await picture(community, info, 'filling')
  await community.close()
})
