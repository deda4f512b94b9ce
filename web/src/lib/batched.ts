/**
 * Reads things one by one for whoever asks, and asks the server for all of them together: what is wanted before the
 * next turn of the page is one call. Ids that the answer leaves out have nothing.
 */
export function batched<T>(many: (ids: string[]) => Promise<{ of: string; item: T }[]>, most = 50): (id: string) => Promise<T[]> {
  let waiting = new Map<string, { done: ((items: T[]) => void)[]; failed: ((err: unknown) => void)[] }>()
  const ask = async (part: typeof waiting) => {
    try {
      const found = await many([...part.keys()])
      for (const [id, w] of part) w.done.forEach((f) => f(found.filter((x) => x.of === id).map((x) => x.item)))
    } catch (err) {
      for (const w of part.values()) w.failed.forEach((f) => f(err))
    }
  }
  const flush = () => {
    const all = [...waiting]
    waiting = new Map()
    for (let i = 0; i < all.length; i += most) void ask(new Map(all.slice(i, i + most)))
  }
  return (id) =>
    new Promise((resolve, reject) => {
      if (waiting.size === 0) setTimeout(flush)
      const w = waiting.get(id) ?? { done: [], failed: [] }
      waiting.set(id, { done: [...w.done, resolve], failed: [...w.failed, reject] })
    })
}
