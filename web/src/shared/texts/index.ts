import { translated } from './catalogue'
import { first } from './en/first'

/**
 * The words of the first load. Those of a feature stand in its `words.ts`, those of what is shared and loads later in
 * `moreTexts.ts`. Read them where they are shown: `texts` is English until another language has been loaded.
 */
export const texts = translated('first', first)
