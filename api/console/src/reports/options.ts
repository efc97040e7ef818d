import type { EChartsCoreOption } from 'echarts/core'
import { axis, palette, tierColours } from '@/charts/palette'
import { percent } from '@/shell/format'
import type { CommunityFigures, GridRate, Series } from './api'
import { byNeed, daysOf, rateOf, valuesOn } from './figures'

type Say = (measure: string) => string

const grid = { left: 8, right: 12, top: 40, bottom: 4, containLabel: true }
const tooltip = { backgroundColor: '#fffefb', borderColor: '#e5e1d6', textStyle: { color: '#17292b' } }
const legend = { top: 0, left: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, textStyle: { color: '#4c5f60' } }

/** Visits due and done, day by day. */
export function visitsByDay(series: readonly Series[], say: Say): EChartsCoreOption {
  const days = daysOf(series)
  const find = (measure: string) => valuesOn(series.find((one) => one.measure === measure), days)
  return {
    grid,
    legend,
    tooltip: { ...tooltip, trigger: 'axis' },
    xAxis: { type: 'category', data: days.map((day) => day.slice(5)), axisLine: axis.line, axisTick: { show: false }, axisLabel: axis.label },
    yAxis: { type: 'value', minInterval: 1, splitLine: axis.split, axisLabel: axis.label },
    series: [
      bar(say('visits.done'), find('visits.done'), palette[0], 'visits'),
      bar(say('visits.missed'), find('visits.missed'), palette[3], 'visits'),
      { name: say('visits.due'), type: 'line', data: find('visits.due'), symbol: 'none', lineStyle: { width: 1.5, type: 'dashed' }, color: palette[1] },
    ],
  }
}

/** The month's visit rate of each community, the lowest at the top. */
export function rateByCommunity(communities: readonly CommunityFigures[]): EChartsCoreOption {
  const rows = byNeed(communities).filter(({ measures }) => rateOf(measures) !== undefined)
  return rateBars(rows.map(({ name, measures }) => ({ name, rate: rateOf(measures) ?? 0 })))
}

/** The month's visit rate of each grid. */
export function rateByGrid(grids: readonly GridRate[]): EChartsCoreOption {
  return rateBars([...grids].sort((one, other) => one.rate - other.rate))
}

function rateBars(rows: readonly { name: string; rate: number }[]): EChartsCoreOption {
  return {
    grid: { ...grid, top: 4, right: 56 },
    tooltip: { ...tooltip, valueFormatter: (value: number) => percent(value) },
    xAxis: { type: 'value', max: 1, splitLine: { show: false }, axisLabel: { show: false } },
    yAxis: { type: 'category', inverse: true, data: rows.map(({ name }) => name), axisLine: { show: false }, axisTick: { show: false }, axisLabel: { ...axis.label, color: '#17292b' } },
    series: [
      {
        type: 'bar',
        data: rows.map(({ rate }) => ({ value: rate, itemStyle: { color: rate < 0.6 ? palette[3] : rate < 0.9 ? tierColours.yellow : palette[0] } })),
        barMaxWidth: 14,
        itemStyle: { borderRadius: 7 },
        showBackground: true,
        backgroundStyle: { color: '#efece3', borderRadius: 7 },
        label: { show: true, position: 'right', color: '#17292b', formatter: ({ value }: { value: number }) => percent(value) },
      },
    ],
  }
}

/** Elders by risk tier, stacked per community. */
export function tiersByCommunity(communities: readonly CommunityFigures[], say: Say): EChartsCoreOption {
  const tiers = ['red', 'yellow', 'green'] as const
  return {
    grid,
    legend,
    tooltip: { ...tooltip, trigger: 'axis' },
    xAxis: { type: 'category', data: communities.map(({ name }) => name.replace(/社区.*$/, '')), axisLine: axis.line, axisTick: { show: false }, axisLabel: { ...axis.label, interval: 0, hideOverlap: false, width: 62, overflow: 'break' } },
    yAxis: { type: 'value', minInterval: 1, splitLine: axis.split, axisLabel: axis.label },
    series: tiers.map((tier) => bar(say(`elders.${tier}`), communities.map(({ measures }) => measures[`elders.${tier}`] ?? 0), tierColours[tier], 'elders')),
  }
}

function bar(name: string, data: number[], color: string, stack: string) {
  return { name, type: 'bar', stack, data, color, barMaxWidth: 22 }
}
