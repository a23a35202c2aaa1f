import { Store } from './store'

export interface Question {
  title: string
  body: string[]
  confirm: string
  cancel: string
}

interface Asked extends Question {
  answer(yes: boolean): void
}

/** What has to be confirmed before it is done; the app shows it in a dialog. */
export const asked = new Store<Asked | null>(null)

export function ask(question: Question): Promise<boolean> {
  asked.get()?.answer(false)
  return new Promise((resolve) => {
    const answer = (yes: boolean) => {
      asked.set(null)
      resolve(yes)
    }
    asked.set({ ...question, answer })
  })
}
