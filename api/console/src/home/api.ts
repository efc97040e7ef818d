import { answer, http } from '@/api/client'
import type { Schema } from '@/api/page'

export const myOccasions = () => answer<Schema['OwnOccasions']>(http.GET('/api/v1/occasions/mine'))
