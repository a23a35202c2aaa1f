/** Stands in for react-style-singleton: this page never scrolls, and its policy allows no inline styles. */
export const styleSingleton = () => () => null
export const stylesheetSingleton = () => ({ add: () => {}, remove: () => {} })
export const styleHookSingleton = () => () => {}
