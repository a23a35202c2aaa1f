import { formatBytes } from '@/shared/formatDetails'
import { CreateDownload } from '@/shared/graphql/operations'
import { refusalOf, request } from '@/shared/graphql/request'
import { moreTexts } from '@/shared/moreTexts'
import { reasonOf } from '@/shared/reasonOf'
import { saveFile } from '@/shared/saveFile'
import type { Selection } from '@/shared/selection/selection'
import { showToast } from '@/shared/toasts'
import { inputsOf } from './actOn'

/** Hands the pictures to the browser as an archive, which the server makes while it is being read. */
export async function downloadSelected(chosen: Selection): Promise<void> {
  try {
    for (const selection of inputsOf(chosen)) {
      const { download, userErrors } = (await request(CreateDownload, { selection })).createDownload
      if (userErrors.length > 0 || !download) throw refusalOf(userErrors)
      saveFile(download.url)
      showToast({ text: moreTexts.selection.downloading(download.count, formatBytes(download.byteSize)) })
    }
  } catch (error) {
    showToast({ tone: 'error', text: reasonOf(error) })
  }
}
