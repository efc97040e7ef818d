import { expect, it } from 'vitest'
import { browserOf } from './browser'
import { preferredSeat, seatsOf } from './seat'
import type { Me } from './types'

const me: Me = {
  account: { id: '1', email: 'a@b.cn', name: '李敏', locale: 'zh-CN' },
  memberships: [
    { id: '1', community: { id: 'a', code: '120113004024', name: '江南春色社区', state: 'active' }, role: 'staff' },
    { id: '2', community: { id: 'b', code: '120113004001', name: '奥林匹克社区', state: 'active' }, role: 'volunteer' },
  ],
  operator: false,
  permissions: [],
}

it('each membership is a seat with its own role', () =>
  expect(seatsOf(me).map(({ place, role }) => [place, role])).toEqual([
    ['江南春色社区', 'staff'],
    ['奥林匹克社区', 'volunteer'],
  ]))

it('the seat used last is taken again, unless it is gone', () => {
  const seats = seatsOf(me)
  expect(preferredSeat(seats, '120113004001:volunteer')?.place).toBe('奥林匹克社区')
  expect(preferredSeat(seats, 'gone')?.place).toBe('江南春色社区')
  expect(preferredSeat([], null)).toBeUndefined()
})

it('a device is called as people call it', () => {
  expect(browserOf('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/130.0 Safari/537 Edg/130.0')).toBe('Edge · Windows')
  expect(browserOf('Mozilla/5.0 (Linux; Android 14) Chrome/130.0 MicroMessenger/8')).toBe('WeChat · Android')
  expect(browserOf('curl/8.5')).toBe('curl/8.5')
  expect(browserOf(null)).toBe('')
})
