// A ledger as communities keep it: a title above the headers, columns in any order, full-width digits, numbers with a small x, a wrong one.
import { account, expect, logIn, picture, test } from './street'

/** An identity number whose check digit holds (GB 11643). */
function identity(seventeen: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, place) => total + weight * Number(seventeen[place]), 0)
  return seventeen + '10X98765432'[sum % 11]
}

/** The same with a check digit that does not hold. */
function broken(seventeen: string): string {
  const right = identity(seventeen)
  return seventeen + (right.endsWith('1') ? '2' : '1')
}

const fullWidth = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))

/** The first body number from here on whose check digit is X. */
function endingInX(from: number): string {
  for (let number = from; ; number++) {
    const seventeen = `12011319480512${number}`
    if (identity(seventeen).endsWith('X')) return identity(seventeen).replace('X', 'x')
  }
}

const LEDGER = [
  '瑞景街道江南春色社区老年人台账,,,,',
  '联系电话,姓 名,住址,公民身份号码,备注',
  `１３８0000１２３４, 欧阳 映雪 ,3号楼2单元501,${fullWidth(identity('12011319460309102'))},独居`,
  `13900005678,钱文忠,3-2-502,${endingInX(101)},`,
  `13700009012,孙错号,4号楼1单元101,${broken('12011319500101111')},`,
].join('\r\n')

test('a messy ledger: good rows are kept, the bad one is named, nothing comes twice', async ({ page }, info) => {
  const ledger = { name: '老年人台账.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${LEDGER}`) }
  const upload = async () => {
    await page.goto('/imports')
    await page.getByTestId('ledger-file').locator('input[type=file]').setInputFiles(ledger)
    await expect(page.getByTestId('start-import')).toBeEnabled()
    await picture(page, info, 'columns')
    await page.getByTestId('start-import').click()
    await expect(page.getByTestId('import-progress')).toHaveAttribute('data-state', 'done', { timeout: 30_000 })
  }
  await logIn(page, account('community-admin'))

  await upload()
  await expect(page.getByTestId('rows-good')).toHaveText('2')
  await expect(page.getByTestId('rows-bad')).toHaveText('1')
  await expect(page.getByTestId('faults')).toContainText('身份证号')
  await picture(page, info, 'faults')

  await upload()
  await expect(page.getByTestId('rows-good')).toHaveText('0')
  await expect(page.getByTestId('rows-skipped')).toHaveText('2')

  await page.goto('/people')
  await page.getByTestId('people-query').fill('欧阳映雪')
  await expect(page.getByRole('link', { name: '欧阳映雪' })).toHaveCount(1)
})
