/** One page of a list and the cursor of the next. */
export interface Page<T> {
  items: T[]
  next?: string | null
}
