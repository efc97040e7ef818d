/** The colours of series, in the order they are given out: ink tones first, so that one accent can speak. */
export const palette = ['#14585a', '#c98a1b', '#8aa7a5', '#bf4630', '#4b8a5c', '#7d8a92'] as const

/** The colours of risk tiers, the same as their marks. */
export const tierColours = { red: '#bf4630', yellow: '#d9a441', green: '#5f9a6d' } as const
