import { translated } from './texts/catalogue'
import { more } from './texts/en/more'

/** The words of what loads only once it is needed, and belongs to no one feature. */
export const moreTexts = translated('more', more)
