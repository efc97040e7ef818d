import { expect, it } from 'vitest'

const files = import.meta.glob<{ default: object }>('./*/*.json', { eager: true })

function keysOf(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && inner !== null ? keysOf(inner, `${prefix}${key}.`) : [`${prefix}${key}`],
  )
}

const contexts = [...new Set(Object.keys(files).map((path) => path.split('/').pop() ?? ''))]

it.each(contexts)('%s says the same things in both languages', (context) => {
  const [chinese, english] = ['zh-CN', 'en'].map((locale) => keysOf(files[`./${locale}/${context}`]?.default ?? {}).sort())
  expect(english).toEqual(chinese)
})
