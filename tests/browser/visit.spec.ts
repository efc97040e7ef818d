// A grid worker at a door, with a phone in the hand.
import type { APIRequestContext } from '@playwright/test'
import { account, expect, logIn, picture, test, token } from './street'

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

/** On a day without a planned visit, such as a Sunday, somebody in the office asks for one. */
async function somethingToDo(request: APIRequestContext): Promise<void> {
  const worker = await token(request, 'grid-worker')
  const today = await (await request.get('/api/v1/visits/today', { headers: worker })).json()
  if (today.items.some((visit: { state: string }) => visit.state === 'planned')) return
  const residents = await (await request.get('/api/v1/residents?limit=1', { headers: worker })).json()
  const data = { person_id: residents.items[0].id, due_at: new Date(Date.now() + 7_200_000).toISOString(), kind: 'home' }
  const asked = await request.post('/api/v1/visits', { headers: await token(request, 'staff'), data })
  expect(asked.status(), await asked.text()).toBe(201)
}

test('today, one visit, recorded on a phone', async ({ page, request }, info) => {
  await somethingToDo(request)
  await logIn(page, account('grid-worker'))
  await page.goto('/today')
  await expect(page.getByTestId('visit-card').first()).toBeVisible()
  await picture(page, info, 'today')
  // Nothing may be wider than the phone.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)

  await page.getByTestId('visit-card').first().click()
  await expect(page.getByTestId('record-form')).toBeVisible()
  await page.getByTestId('kind-home').click()
  await page.getByTestId('wellbeing-good').click()
  await page.getByTestId('remark').locator('textarea').or(page.locator('textarea[data-testid=remark]')).first().fill('精神很好，正在包饺子')
  await picture(page, info, 'recording')
  await page.getByTestId('record').click()

  await expect(page.getByTestId('visit-result')).toBeVisible()
  await expect(page.getByTestId('visit-result')).toContainText('包饺子')
  await picture(page, info, 'recorded')
})
