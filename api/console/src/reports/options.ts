import type { EChartsCoreOption } from 'echarts/core'
import { tierColours } from '@/charts/palette'
import { paper, type Tone } from '@/charts/tone'
import { percent } from '@/shell/format'
import type { CommunityFigures, GridRate, Series } from './api'
import { byNeed, daysOf, rateOf, shortName, standingOf, valuesOn } from './figures'

type Say = (measure: string) => string

/** Visits due and done, day by day; `size` is that of the letters, in pixels. */
export function visitsByDay(series: readonly Series[], say: Say, tone = paper, size = 12): EChartsCoreOption {
  const days = daysOf(series)
  const find = (measure: string) => valuesOn(series.find((one) => one.measure === measure), days)
  return {
    ...canvas(tone, size),
    tooltip: { ...tooltip(tone), trigger: 'axis' },
    xAxis: names(days.map((day) => day.slice(5)), tone, size),
    yAxis: { type: 'value', minInterval: 1, splitLine: line(tone.split), axisLabel: label(tone, size) },
    series: [
      bar(say('visits.done'), find('visits.done'), tone.main, 'visits'),
      bar(say('visits.missed'), find('visits.missed'), tone.alarm, 'visits'),
      { name: say('visits.due'), type: 'line', data: find('visits.due'), symbol: 'none', lineStyle: { width: 1.5, type: 'dashed' }, color: tone.plan },
    ],
  }
}

/** The month's visit rate of each community against the month so far, the lowest at the top. */
export function rateByCommunity(communities: readonly CommunityFigures[], pace: number): EChartsCoreOption {
  const rows = byNeed(communities).filter(({ measures }) => rateOf(measures) !== undefined)
  return rateBars(rows.map(({ name, measures }) => ({ name, rate: rateOf(measures) ?? 0 })), pace)
}

/** The month's visit rate of each grid against the month so far. */
export function rateByGrid(grids: readonly GridRate[], pace: number): EChartsCoreOption {
  return rateBars([...grids].sort((one, other) => one.rate - other.rate), pace)
}

function rateBars(rows: readonly { name: string; rate: number }[], pace: number): EChartsCoreOption {
  const colours = { good: paper.main, slow: tierColours.yellow, late: paper.alarm }
  return {
    ...canvas(paper, 12),
    grid: { left: 8, right: 52, top: 4, bottom: 4, containLabel: true },
    tooltip: { ...tooltip(paper), valueFormatter: (value: number) => percent(value) },
    xAxis: { type: 'value', max: 1, splitLine: { show: false }, axisLabel: { show: false } },
    yAxis: rowNames(rows.map(({ name }) => shortName(name))),
    series: [
      {
        type: 'bar',
        data: rows.map(({ name, rate }) => ({ name, value: rate, itemStyle: { color: colours[standingOf(rate, pace)] } })),
        barMaxWidth: 14,
        itemStyle: { borderRadius: 7 },
        showBackground: true,
        backgroundStyle: { color: paper.rest, borderRadius: 7 },
        label: { show: true, position: 'right', color: paper.ink, formatter: ({ value }: { value: number }) => percent(value) },
      },
    ],
  }
}

/** Elders by risk tier, stacked per community, most of them at the top. */
export function tiersByCommunity(communities: readonly CommunityFigures[], say: Say): EChartsCoreOption {
  const tiers = ['red', 'yellow', 'green'] as const
  const rows = [...communities].sort((one, other) => (other.measures['elders.listed'] ?? 0) - (one.measures['elders.listed'] ?? 0))
  return {
    ...canvas(paper, 12),
    grid: { left: 8, right: 24, top: 32, bottom: 4, containLabel: true },
    tooltip: { ...tooltip(paper), trigger: 'axis', axisPointer: { type: 'none' } },
    xAxis: { type: 'value', minInterval: 1, splitLine: line(paper.split), axisLabel: label(paper, 12) },
    yAxis: rowNames(rows.map(({ name }) => shortName(name))),
    series: tiers.map((tier) => bar(say(`elders.${tier}`), rows.map(({ measures }) => measures[`elders.${tier}`] ?? 0), tierColours[tier], 'elders')),
  }
}

/** What every chart shares: its margins, its legend and that it does not jump about. */
function canvas(tone: Tone, size: number): EChartsCoreOption {
  return {
    grid: { left: 8, right: 12, top: size * 3.4, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: size - 2, itemHeight: size - 2, textStyle: { color: tone.label, fontSize: size } },
    animationDuration: 500,
  }
}

const tooltip = (tone: Tone) => ({ backgroundColor: tone.sheet, borderColor: tone.line, textStyle: { color: tone.ink } })
const label = (tone: Tone, fontSize: number) => ({ color: tone.label, fontSize })
const line = (color: string) => ({ lineStyle: { color } })

function names(data: string[], tone: Tone, size: number) {
  return { type: 'category', data, axisLine: line(tone.line), axisTick: { show: false }, axisLabel: label(tone, size) }
}

function rowNames(data: string[]) {
  return { type: 'category', inverse: true, data, axisLine: { show: false }, axisTick: { show: false }, axisLabel: label({ ...paper, label: paper.ink }, 12) }
}

function bar(name: string, data: number[], color: string, stack: string) {
  return { name, type: 'bar', stack, data, color, barMaxWidth: 22 }
}
