import { useSyncExternalStore } from 'react'

/** A value that lives outside React, for what happens outside it: sockets, requests, toasts. */
export class Store<Value> {
  #value: Value
  #listeners = new Set<() => void>()

  constructor(initial: Value) {
    this.#value = initial
  }

  get = (): Value => this.#value

  set = (next: Value): void => {
    if (Object.is(next, this.#value)) return
    this.#value = next
    for (const listener of this.#listeners) listener()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

export function useStore<Value>(store: Store<Value>): Value {
  return useSyncExternalStore(store.subscribe, store.get)
}
