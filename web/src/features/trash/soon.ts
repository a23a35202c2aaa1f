/** From so many days before its end on, a picture's time is said to be short. */
export const SOON_DAYS = 5
