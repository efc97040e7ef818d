import { palette } from './palette'

/** What a chart is drawn on: the paper of a page, or the dark wall of an office. */
export interface Tone {
  ink: string
  label: string
  line: string
  split: string
  /** The unfilled rest of a bar. */
  rest: string
  sheet: string
  main: string
  alarm: string
  plan: string
}

export const paper: Tone = {
  ink: '#17292b',
  label: '#677778',
  line: '#d8d4c8',
  split: '#efece3',
  rest: '#efece3',
  sheet: '#fffefb',
  main: palette[0],
  alarm: palette[3],
  plan: palette[1],
}

export const night: Tone = {
  ink: '#f6f2e8',
  label: '#9db5b3',
  line: '#2b5557',
  split: '#1d4446',
  rest: '#1d4446',
  sheet: '#0f3538',
  main: '#7fb5ae',
  alarm: '#e58a72',
  plan: '#dcae55',
}
