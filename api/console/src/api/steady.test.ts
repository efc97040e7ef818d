import { describe, expect, it } from 'vitest'
import { steady } from './steady'

/** A service that answers with these, one after the other; `null` is a line that breaks. */
function service(answers: (Response | null)[]) {
  const seen: { key: string | null; body: string }[] = []
  const pauses: number[] = []
  const fetch = steady({
    fetch: async (request) => {
      seen.push({ key: request.headers.get('Idempotency-Key'), body: await request.text() })
      const answer = answers.shift()
      if (!answer) throw new TypeError('Failed to fetch')
      return answer
    },
    sleep: async (milliseconds) => {
      pauses.push(milliseconds)
    },
  })
  return { fetch, seen, pauses }
}

const url = 'http://localhost/api/v1/visits'
const change = () => new Request(url, { method: 'POST', body: '{"a":1}' })
const problem = (status: number, code: string, headers = {}) => new Response(JSON.stringify({ code }), { status, headers })

describe('a request on a bad line', () => {
  it('is sent again under the same key, with the same body', async () => {
    const { fetch, seen } = service([null, problem(503, 'kernel.unavailable'), new Response('{}', { status: 201 })])
    expect((await fetch(change())).status).toBe(201)
    expect(seen).toHaveLength(3)
    expect(new Set(seen.map(({ key }) => key)).size).toBe(1)
    expect(seen.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}', '{"a":1}'])
    expect(seen[0]?.key).toMatch(/^[0-9a-f]{32}$/)
  })

  it('has a key of its own each time somebody asks', async () => {
    const { fetch, seen } = service([new Response('{}'), new Response('{}')])
    await fetch(change())
    await fetch(change())
    expect(seen[0]?.key).not.toBe(seen[1]?.key)
  })

  it('waits as long as the service says, within reason', async () => {
    const { fetch, pauses } = service([
      problem(503, 'kernel.unavailable', { 'Retry-After': '2' }),
      problem(503, 'kernel.unavailable', { 'Retry-After': '600' }),
      new Response('{}'),
    ])
    await fetch(new Request(url))
    expect(pauses).toEqual([2_000, 5_000])
  })

  it('waits for its first sending, and believes every other answer at once', async () => {
    const inFlight = service([problem(409, 'kernel.in_flight'), new Response('{}')])
    expect((await inFlight.fetch(change())).status).toBe(200)
    const refused = service([problem(409, 'visits.wrong_state')])
    expect((await refused.fetch(change())).status).toBe(409)
    expect(refused.seen).toHaveLength(1)
  })

  it('is given up in the end, and at once when nobody wants it any more', async () => {
    const dead = service([])
    await expect(dead.fetch(change())).rejects.toThrow('Failed to fetch')
    expect(dead.seen).toHaveLength(3)
    const left = service([])
    await expect(left.fetch(new Request(url, { signal: AbortSignal.abort() }))).rejects.toThrow()
    expect(left.pauses).toEqual([])
  })
})
