import type { components } from './schema'

/** The types of the API document, by name. */
export type Schema = components['schemas']

/** A type of the document in which some texts are known to be one of our words. */
export type Worded<T, W> = Omit<T, keyof W> & W

/** One page of a list and the cursor of the next. */
export interface Page<T> {
  items: T[]
  next?: string | null
}
