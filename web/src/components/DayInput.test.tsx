import { fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useReducer, useState } from 'react'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import DateSpan from './DateSpan'
import { DayInput } from './DayInput'

const useRedraw = () => useReducer((n: number) => n + 1, 0)[1]

/** The page draws itself anew, as when the answer to a request arrives; the focus stays. */
const redraw = () => fireEvent.click(screen.getByText('重画'))

async function overwrite(field: HTMLElement, text: string) {
  await userEvent.click(field)
  await userEvent.clear(field)
  await userEvent.paste(text)
  redraw()
  await userEvent.tab()
}

function Day() {
  const [day, setDay] = useState<string | undefined>('2026-11-30')
  return (
    <>
      <DayInput aria-label="日期" value={day} onChange={setDay} />
      <button type="button" onClick={useRedraw()}>
        重画
      </button>
      <output>{day ?? '空'}</output>
    </>
  )
}

it('keeps the day being typed when the page draws itself anew', async () => {
  await renderPage(<Day />)
  const field = screen.getByLabelText('日期')
  await overwrite(field, '2026-01-01')
  expect(field).toHaveValue('2026-01-01')
  expect(screen.getByRole('status')).toHaveTextContent('2026-01-01')
})

function Span() {
  const [[from, to], setSpan] = useState<[string?, string?]>(['2026-11-01', '2026-11-30'])
  return (
    <>
      <DateSpan label="日期" from={from} to={to} onChange={(...days) => setSpan(days)} />
      <button type="button" onClick={useRedraw()}>
        重画
      </button>
      <output>{`${from} ${to}`}</output>
    </>
  )
}

it('keeps the days being typed into a span', async () => {
  await renderPage(<Span />)
  const [first, last] = screen.getAllByRole('textbox') as [HTMLElement, HTMLElement]
  await overwrite(first, '2026-10-01')
  await overwrite(last, '2026-10-31')
  await userEvent.tab()
  expect(await screen.findByText('2026-10-01 2026-10-31')).toBeVisible()
})
