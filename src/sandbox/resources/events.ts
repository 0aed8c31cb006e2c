import { list, type Operations, retrieve } from './operation.ts'

export const events: Operations = {
  'GET /v1/events': list('event', ['type'], ({ types }) =>
    Array.isArray(types) ? { some: types.map((type) => `type:${type}`) } : {},
  ),
  'GET /v1/events/:id': retrieve('event'),
}
