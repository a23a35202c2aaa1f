import { count } from '@/shared/texts/plurals'

/** What the trash says. */
export const trash = {
  note: (days: number) => `Pictures stay ${count(days, 'day', 'days')}, then they are deleted for good.`,
  holds: (n: number, size: string) => `${count(n, 'picture', 'pictures')}, ${size}`,
  soon: (days: number) =>
    days <= 0 ? 'The next goes tonight' : `The next goes in ${count(days, 'day', 'days')}`,
  emptyAll: 'Empty trash',
  expiring: 'Expiring soon',
  order: 'Order',
  orders: {
    'deleted-desc': 'Last thrown away',
    'deleted-asc': 'Next to go',
    'created-desc': 'Newest pictures',
    'created-asc': 'Oldest pictures',
  },
  daysLeft: (days: number) => (days <= 0 ? 'Goes tonight' : `${count(days, 'day', 'days')} left`),
  daysShort: (days: number) => `${Math.max(0, days)} d`,
  emptySoon: {
    title: 'Nothing goes soon',
    body: 'No picture in the trash is within five days of its end.',
    action: 'Show all of the trash',
  },
  empty: {
    title: 'The trash is empty',
    body: 'Pictures you throw away wait here before they are deleted for good.',
  },
}
