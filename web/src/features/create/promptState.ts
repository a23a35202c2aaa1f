/** Rides along where a person is on the way to the prompt. */
export const promptState = { focus: 'prompt' }
