import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { renderPage } from '@/testing/render'
import { EntitySelect, type EntitySource } from './EntitySelect'

interface Thing {
  id: string
  name: string
}

const things: Thing[] = [{ id: '1', name: '珍珠发夹' }, { id: '2', name: '丝巾' }, { id: '3', name: '丝带' }]

function source(delayMs: number): EntitySource<Thing> {
  return {
    name: `thing${delayMs}`,
    search: (q) => new Promise((done) => setTimeout(() => done(things.filter((x) => x.name.includes(q))), delayMs)),
    get: (id) => Promise.resolve(things.find((x) => x.id === id) as Thing),
    label: (x) => x.name,
  }
}

function Choice({ of, onChosen }: { of: EntitySource<Thing>; onChosen: (id: string | undefined) => void }) {
  const [id, setId] = useState<string>()
  return (
    <EntitySelect
      source={of}
      value={id}
      aria-label="东西"
      onChange={(next) => {
        setId(next)
        onChosen(next)
      }}
    />
  )
}

it('takes the best match of what was typed when Enter comes before the answer', async () => {
  const chosen = vi.fn()
  await renderPage(<Choice of={source(60)} onChosen={chosen} />)
  await userEvent.click(screen.getByLabelText('东西'))
  // The first of this list must not be what Enter takes.
  await waitFor(() => expect(screen.getByText('珍珠发夹')).toBeVisible())
  await userEvent.keyboard('丝{Enter}')
  await waitFor(() => expect(chosen).toHaveBeenCalledWith('2'))
  expect(chosen).toHaveBeenCalledTimes(1)
})

it('takes the marked one of the list once it is there', async () => {
  const chosen = vi.fn()
  await renderPage(<Choice of={source(0)} onChosen={chosen} />)
  await userEvent.click(screen.getByLabelText('东西'))
  await userEvent.keyboard('丝')
  await waitFor(() => expect(screen.queryByText('珍珠发夹')).toBeNull())
  await userEvent.keyboard('{ArrowDown}{Enter}')
  await waitFor(() => expect(chosen).toHaveBeenCalledWith('3'))
})

it('is empty again after a choice that is only handed on', async () => {
  const chosen = vi.fn()
  const user = userEvent.setup()
  const { container } = await renderPage(<EntitySelect source={source(0)} value={undefined} aria-label="东西" placeholder="搜索" onChange={chosen} />)
  await user.type(screen.getByLabelText('东西'), '丝带')
  await user.click(await screen.findByText('丝带'))
  expect(chosen).toHaveBeenCalledWith('3', things[2])
  await waitFor(() => expect(container.querySelector('[title="丝带"]')).toBeNull())
  expect(screen.getByText('搜索')).toBeVisible()
})

it('takes the first of a list that has just come, although the list itself has not marked it yet', async () => {
  const chosen = vi.fn()
  const none: EntitySource<Thing> = { ...source(20), name: 'none', search: (q) => new Promise((done) => setTimeout(() => done(q === '' ? [] : things.filter((x) => x.name.includes(q))), 20)) }
  await renderPage(<Choice of={none} onChosen={chosen} />)
  const input = screen.getByLabelText('东西')
  await userEvent.click(input)
  await waitFor(() => expect(screen.getByText('没有找到')).toBeVisible())
  const drawn = new MutationObserver(() => {
    if (!document.querySelector('.ant-select-item-option')) return
    drawn.disconnect()
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true }))
  })
  drawn.observe(document.body, { childList: true, subtree: true })
  await userEvent.keyboard('丝')
  await waitFor(() => expect(chosen).toHaveBeenCalledWith('2'))
})

it('takes the marked one also when it was moved to in the list before', async () => {
  const chosen = vi.fn()
  const before = [{ id: '1', name: '珍珠发夹' }, { id: '4', name: '发箍' }]
  const two: EntitySource<Thing> = { ...source(20), name: 'two', search: (q) => new Promise((done) => setTimeout(() => done(q === '' ? before : things.slice(1)), 20)) }
  await renderPage(<Choice of={two} onChosen={chosen} />)
  await userEvent.click(screen.getByLabelText('东西'))
  await waitFor(() => expect(screen.getByText('珍珠发夹')).toBeVisible())
  await userEvent.keyboard('丝{ArrowDown}')
  await waitFor(() => expect(screen.getByText('丝带')).toBeVisible())
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(chosen).toHaveBeenCalledWith('3'))
})
