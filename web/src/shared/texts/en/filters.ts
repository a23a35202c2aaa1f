import { count } from '@/shared/texts/plurals'

/** What the filters say. */
export const filters = {
  title: 'Filters',
  active: 'Active filters',
  starred: 'Starred',
  model: 'Model',
  origin: 'Origin',
  origins: { any: 'Any', GENERATED: 'Generated', UPLOADED: 'Uploaded' },
  created: 'Created',
  from: 'From',
  to: 'To',
  presets: { week: 'Last 7 days', month: 'This month', lastMonth: 'Last month', year: 'This year' },
  since: (period: string) => `Since ${period}`,
  until: (period: string) => `Until ${period}`,
  quoted: (search: string) => `“${search}”`,
  remove: (what: string) => `Remove filter: ${what}`,
  clear: 'Clear all',
  done: 'Done',
  found: (n: number) => `${count(n, 'picture', 'pictures')} found`,
  nothing: {
    title: 'Nothing found',
    body: 'No picture meets all of this. Lift what you can do without:',
  },
}
