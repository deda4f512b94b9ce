import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { StateTabs } from './StateTabs'

const tabs = [
  { label: '全部', search: { state: undefined, link: undefined }, count: undefined },
  { label: '待认领', search: { state: undefined, link: 'open' }, count: 2 },
  { label: '已发货', search: { state: 'shipped', link: undefined }, count: 0 },
]

it('marks the tab the address says, and puts all of another one into it, on the first page', async () => {
  const { address } = await renderPage(<StateTabs label="状态" tabs={tabs} />, { path: '/orders', at: '/orders?link=open&q=a&page=3' })
  expect(await screen.findByRole('button', { name: '待认领2', pressed: true })).toBeVisible()
  expect(screen.getAllByRole('button', { pressed: true })).toHaveLength(1)
  await userEvent.click(screen.getByRole('button', { name: '已发货' }))
  await waitFor(() => expect(address()).toBe('/orders?q=a&state=shipped'))
  expect(screen.getByRole('button', { name: '已发货', pressed: true })).toBeVisible()
})
