/** One refused field of a problem answer. */
export interface FieldProblem {
  field: string
  code: string
  message: string
}

/** What the API answers when it refuses: RFC 9457 with our code and fields. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly fields: FieldProblem[]
  /** Facts for programs, by the code. */
  readonly facts: Record<string, unknown>

  constructor(status: number, body: unknown) {
    const known = isRecord(body) ? body : {}
    super(text(known.title) || String(status))
    this.name = 'Problem'
    this.status = status
    this.code = text(known.code) || codeOf(status)
    this.detail = text(known.detail)
    this.fields = Array.isArray(known.fields) ? known.fields.filter(isFieldProblem) : []
    this.facts = isRecord(known.facts) ? known.facts : {}
  }

  /** The message for one field, also when the API names it inside a list or an object (`contacts.0.phone`). */
  messageFor(field: string): string {
    const own = this.fields.find((entry) => entry.field === field || entry.field.endsWith(`.${field}`))
    return own?.message ?? ''
  }
}

/** The network failed or the server did not answer in time: nothing is known about the request. */
export function unreachable(): Problem {
  return new Problem(0, { code: 'console.unreachable' })
}

/** Any thrown value as a problem, so that pages have one kind of error to show. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof TypeError) return unreachable()
  return new Problem(500, { code: 'console.unexpected', detail: error instanceof Error ? error.message : String(error) })
}

function codeOf(status: number): string {
  return status >= 500 ? 'console.unexpected' : 'console.refused'
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return isRecord(value) && typeof value.field === 'string' && typeof value.message === 'string'
}
