import { formatNumber } from '@/shared/format'
import { count } from '@/shared/texts/plurals'

/** What the list of uploads says. */
export const uploads = {
  label: 'Uploads',
  running: (ended: number, all: number) => `Uploading ${formatNumber(ended)} of ${formatNumber(all)}…`,
  done: (n: number) => `${count(n, 'picture', 'pictures')} uploaded`,
  failed: (n: number) => `${formatNumber(n)} failed`,
  cancelled: (n: number) => `${formatNumber(n)} cancelled`,
  state: {
    WAITING: 'Waiting',
    SENDING: 'Sending',
    CUT: 'Connection lost: goes on by itself',
    DONE: 'Uploaded',
    FAILED: 'Failed',
    CANCELLED: 'Cancelled',
  },
  percent: (share: number) => `${Math.floor(share * 100)}%`,
  storing: 'Storing…',
  cancel: (name: string) => `Cancel ${name}`,
  cancelAll: 'Cancel all',
  retryAll: 'Try all again',
  retry: (name: string) => `Try ${name} again`,
  close: 'Close the list of uploads',
  fold: 'Files',
}
