/**
 * A stand-in for the generated document types: any path, any body.
 * It has the shape openapi-typescript generates, so the switch is one import in `client.ts`.
 */
type AnyAnswer = { headers: Record<string, unknown>; content: { 'application/json': never } }
type AnyOperation = {
  parameters: { query?: object; path?: object; header?: object }
  requestBody?: { content: { 'application/json': unknown } }
  responses: { 200: AnyAnswer }
}

export interface paths {
  [path: string]: {
    get: AnyOperation
    post: AnyOperation
    put: AnyOperation
    patch: AnyOperation
    delete: AnyOperation
  }
}
