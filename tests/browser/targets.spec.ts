// What the street wants by the end of a year, and what it takes along.
import { readFile } from 'node:fs/promises'
import { account, CHUNSE, expect, fits, logIn, picture, test } from './street'

test('the street sets a target, the community sees it, and the report brings it', async ({ page, browser }, info) => {
  await logIn(page, account('street-admin'))
  await page.getByTestId('nav-street-targets').click()
  const row = page.getByTestId('target-party.sessions')
  await expect(row).toContainText('未设')
  await page.getByTestId('set-party.sessions').click()
  await page.getByTestId('wanted-of-all').getByRole('spinbutton').fill('600')
  await page.getByTestId(`wanted-${CHUNSE}`).getByRole('spinbutton').fill('1')
  await picture(page, info, 'set')
  await page.getByTestId('save-target').click()
  await expect(row).toContainText('6,001')
  // In words, and not by colour alone.
  await expect(row).toContainText(/落后|进度正常/)
  await picture(page, info, 'targets')

  const community = await browser.newPage({ locale: 'zh-CN', viewport: { width: 390, height: 844 } })
  await logIn(community, account('community-admin', CHUNSE))
  await community.goto('/community')
  await expect(community.getByTestId('targets').getByRole('listitem').filter({ hasText: '组织生活' })).toContainText('/ 1')
  await fits(community)
  await picture(community, info, 'community')
  await community.close()

  await page.getByTestId('nav-street').click()
  await expect(page.getByTestId('targets')).toContainText('组织生活')
  await page.waitForTimeout(1200)
  await picture(page, info, 'street')
  for (const [form, begins] of [['paper', '%PDF'], ['workbook', 'PK']] as const) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId(`take-${form}`).click()])
    expect(file.suggestedFilename()).toContain('瑞景街道')
    const path = info.outputPath(file.suggestedFilename())
    await file.saveAs(path)
    expect((await readFile(path)).subarray(0, begins.length).toString()).toBe(begins)
  }
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.getByTestId('open-wall').click()
  await expect(page.getByTestId('wall-targets')).toContainText('组织生活')
  await page.waitForTimeout(1200)
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(1080)
  await picture(page, info, 'wall')

  await page.goto('/street/targets')
  await page.getByTestId('set-party.sessions').click()
  await page.getByTestId('take-back').click()
  await expect(row).toContainText('未设')
})
