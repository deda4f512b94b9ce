import { QueryObserver } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { Client } from './queryClient'

/** A question whose answers are given by hand. */
function asked(client: Client) {
  const answers: ((value: string) => void)[] = []
  const queryFn = () => new Promise<string>((resolve) => answers.push(resolve))
  const observer = new QueryObserver(client, { queryKey: ['placing', '70'], queryFn })
  const off = observer.subscribe(() => undefined)
  return { answers, observer, off }
}

test('what changes while it is read for the first time is read again', async () => {
  const client = new Client()
  const { answers, observer, off } = asked(client)
  void client.invalidateQueries({ queryKey: ['placing'] })
  void client.invalidateQueries({ queryKey: ['placing', '70'] })
  expect(answers).toHaveLength(1)
  answers[0]?.('draft')
  await vi.waitFor(() => expect(answers).toHaveLength(2))
  answers[1]?.('open')
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe('open'))
  expect(observer.getCurrentResult().fetchStatus).toBe('idle')
  off()
})

test('what does not change is read once', async () => {
  const client = new Client()
  const { answers, observer, off } = asked(client)
  void client.invalidateQueries({ queryKey: ['purchase'] })
  answers[0]?.('draft')
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe('draft'))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(answers).toHaveLength(1)
  off()
})

test('what shall not be read anew is not', async () => {
  const client = new Client()
  const { answers, observer, off } = asked(client)
  void client.invalidateQueries({ queryKey: ['placing'], refetchType: 'none' })
  answers[0]?.('draft')
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe('draft'))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(answers).toHaveLength(1)
  off()
})
