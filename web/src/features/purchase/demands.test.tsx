import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { LineDemands } from './LineDemands'
import type { PurchaseLine } from './queries'

it('tells whom the parts of a line are for, and what the suggestion said', async () => {
  const line = {
    demands: [
      { kind: 'suggestion', quantity: '40', why: { model: 'days_of_cover', need: '40', available: '4', coming: '0', perDay: '2', target: '44', leadDays: 5, shortOn: '2026-12-01' } },
      { kind: 'stock', quantity: '6' },
    ],
  } as unknown as PurchaseLine
  await renderPage(<LineDemands line={line} />)
  expect(await screen.findByText(/备货/)).toHaveTextContent('备货 6')
  await userEvent.click(screen.getByRole('button', { name: '补货 40' }))
  const why = await screen.findByRole('tooltip')
  expect(why).toHaveTextContent(/备货天数.*可用库存4.*日销2.*交期5 天.*目标库存44.*需求40.*2026-12-01/)
})
