import type { EChartsCoreOption } from 'echarts/core'
import { paper } from '@/charts/tone'
import type { Coverage, Party, QuestionResult } from './types'

const label = { color: paper.ink, fontSize: 12 }
const quiet = { axisLine: { show: false }, axisTick: { show: false } }
const colours = ['#2f6f5e', '#b5432f', '#c08a2b', '#4a6c8c', '#8a7f72']

/** How many interviews there were in each month, stacked by party. */
export function byMonth(year: Coverage['year'], say: (party: Party) => string): EChartsCoreOption {
  return {
    color: colours,
    grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
    legend: { top: 0, textStyle: label },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: Array.from({ length: 12 }, (_, month) => String(month + 1)), axisLabel: label, ...quiet },
    yAxis: { type: 'value', minInterval: 1, axisLabel: label, splitLine: { lineStyle: { color: paper.split } } },
    series: year.map(({ party, months }) => ({ name: say(party), type: 'bar', stack: 'all', data: months, barMaxWidth: 28 })),
  }
}

/** How often each value was given, as the question has them, the first at the top. */
export function valuesOf(result: QuestionResult, say: (value: string) => string): EChartsCoreOption {
  const rows = [...result.values].reverse()
  return {
    grid: { left: 8, right: 40, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', minInterval: 1, axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: { type: 'category', data: rows.map(({ value }) => say(value)), axisLabel: label, ...quiet },
    series: [{ type: 'bar', data: rows.map(({ count }) => count), color: paper.main, barMaxWidth: 16, itemStyle: { borderRadius: 8 }, label: { show: true, position: 'right', ...label } }],
  }
}
