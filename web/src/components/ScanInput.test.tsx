import { createEvent, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { ScanInput } from './ScanInput'

function Sheet({ onScan }: { onScan: (code: string) => void }) {
  const [quantity, setQuantity] = useState('3')
  return (
    <>
      <div data-cell="0:1">
        <input aria-label="数量 1" value={quantity} onChange={(e) => setQuantity(e.target.value)} onKeyDown={(e) => e.key === 'Enter' && setQuantity('next cell')} />
      </div>
      <input aria-label="备注" />
      <ScanInput onScan={onScan} />
    </>
  )
}

const setup = () => {
  const onScan = vi.fn()
  render(<Sheet onScan={onScan} />)
  return { onScan, cell: screen.getByLabelText<HTMLInputElement>('数量 1'), note: screen.getByLabelText<HTMLInputElement>('备注') }
}

let clock = 0

/** Types into a field, or on the page at large, a key every so many milliseconds. */
function type(text: string, gap: number, field?: HTMLInputElement) {
  clock += 1000
  for (const key of [...text, 'Enter']) {
    const down = createEvent.keyDown(field ?? document.body, { key })
    Object.defineProperty(down, 'timeStamp', { value: (clock += gap) })
    const done = !fireEvent(field ?? document.body, down)
    if (field && key !== 'Enter' && !done) fireEvent.change(field, { target: { value: field.value + key } })
  }
}

it('takes a code scanned while nothing has the focus', () => {
  const { onScan } = setup()
  type('6901234567892', 15)
  expect(onScan.mock.calls).toEqual([['6901234567892']])
})

it('takes a code scanned into a cell out of it again', () => {
  const { onScan, cell } = setup()
  cell.focus()
  type('6901234567892', 15, cell)
  expect(onScan.mock.calls).toEqual([['6901234567892']])
  expect(cell).toHaveValue('3')
  expect(cell).toHaveFocus()
})

it('leaves alone what a hand types into a cell, and what is scanned into other fields', () => {
  const { onScan, cell, note } = setup()
  type('12000', 60, cell)
  expect(cell).toHaveValue('next cell')
  type('6901234567892', 15, note)
  expect(note).toHaveValue('6901234567892')
  expect(onScan).not.toHaveBeenCalled()
})
