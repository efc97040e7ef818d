import { expect, it } from 'vitest'
import { excerpt } from './excerpt'

it('shows what a message says, and not how it is signed', () =>
  expect(excerpt('王明轩，早上好。\n\n今天 8 户。\n\n--\n这封邮件由睦邻平台自动发出。')).toBe('王明轩，早上好。\n今天 8 户。'))
