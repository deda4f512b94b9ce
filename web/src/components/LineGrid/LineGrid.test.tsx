import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it } from 'vitest'
import type { FieldProblem } from '@/api/problem'
import { Money } from '@/components/Decimal'
import { lineAmount, sum } from '@/lib/decimal'
import { later } from '@/testing/later'
import { renderPage } from '@/testing/render'
import { LineGrid, type LineColumn } from './index'

interface Line {
  key: string
  code?: string
  name?: string
  quantity?: string
  price?: string
}

const names: Record<string, string> = { A1: '珍珠发夹', B2: '丝巾' }
const columns: LineColumn<Line>[] = [
  {
    key: 'code',
    title: '编码',
    kind: 'custom',
    edit: ({ line, change, label }) => <input aria-label={label} value={line.code ?? ''} onChange={(e) => change({ ...line, code: e.target.value })} />,
    paste: (codes) => Promise.resolve(codes.map((code) => (line: Line) => ({ ...line, code, name: names[code] }))),
  },
  { key: 'name', title: '名称', kind: 'shown', render: (l) => l.name },
  { key: 'quantity', title: '数量', kind: 'decimal' },
  { key: 'price', title: '单价', kind: 'decimal' },
]

let serial = 0
const newLine = (): Line => ({ key: String(++serial) })

const standard = columns

function Sheet({ start = [newLine()], problems, columns = standard }: { start?: Line[]; problems?: FieldProblem[]; columns?: LineColumn<Line>[] }) {
  const [lines, setLines] = useState(start)
  return <LineGrid name="lines" label="明细" lines={lines} onChange={setLines} columns={columns} newLine={newLine} problems={problems} totals={{ price: <Money value={sum(lines.map(lineAmount))} /> }} />
}

const cell = (label: string) => screen.getByLabelText(label)
const rows = () => within(screen.getByRole('table')).getAllByRole('row').slice(1, -1)

it('goes from cell to cell with Enter and adds a line after the last', async () => {
  await renderPage(<Sheet />)
  await userEvent.type(cell('编码 1'), 'A1{Enter}')
  expect(cell('数量 1')).toHaveFocus()
  await userEvent.keyboard('2{Enter}3.5{Enter}')
  expect(rows()).toHaveLength(2)
  expect(cell('编码 2')).toHaveFocus()
  expect(screen.getByText('7.00')).toBeVisible()
})

it('gives a number also while typing pauses after the point', async () => {
  function Given() {
    const [lines, setLines] = useState([newLine()])
    return (
      <>
        <LineGrid name="lines" label="明细" lines={lines} onChange={setLines} columns={columns} newLine={newLine} />
        <output>{lines[0]?.price}</output>
      </>
    )
  }
  await renderPage(<Given />)
  await userEvent.type(cell('单价 1'), '18.')
  expect(cell('单价 1')).toHaveValue('18.')
  expect(screen.getByRole('status')).toHaveTextContent(/^18$/)
})

it('moves up and down and deletes a line', async () => {
  await renderPage(<Sheet start={[{ key: 'a', quantity: '1' }, { key: 'b', quantity: '2' }, { key: 'c', quantity: '3' }]} />)
  await userEvent.click(cell('数量 1'))
  await userEvent.keyboard('{ArrowDown}')
  expect(cell('数量 2')).toHaveFocus()
  await userEvent.keyboard('{Control>}d{/Control}')
  expect(rows()).toHaveLength(2)
  expect(cell('数量 2')).toHaveValue('3')
})

it('takes rows copied from a spreadsheet', async () => {
  await renderPage(<Sheet />)
  await userEvent.click(cell('编码 1'))
  await userEvent.paste('A1\t１０\t¥2.50\r\nB2\t3\t1,000\r\n')
  expect(await screen.findByText('丝巾')).toBeVisible()
  expect(cell('数量 1')).toHaveValue('10')
  expect(cell('单价 2')).toHaveValue('1000')
  expect(screen.getByText('3,025.00')).toBeVisible()
})

it('keeps what is typed while pasted codes are looked up', async () => {
  const { moment: arrived, come: arrive } = later()
  const slow = columns.map((c) => (c.key === 'code' ? { ...c, paste: (codes: string[]) => arrived.then(() => c.paste?.(codes) ?? []) } : c))
  await renderPage(<Sheet columns={slow} start={[{ key: 'a' }, { key: 'b' }, { key: 'c' }]} />)
  await userEvent.click(cell('编码 1'))
  await userEvent.paste('A1\nB2\n')
  await userEvent.type(cell('数量 3'), '7')
  await userEvent.click(cell('数量 2'))
  await userEvent.keyboard('{Control>}d{/Control}')
  arrive()
  expect(await screen.findByText('珍珠发夹')).toBeVisible()
  // The second line has gone, and is not brought back by what was pasted into it.
  expect(screen.queryByText('丝巾')).toBeNull()
  expect(rows()).toHaveLength(2)
  expect(cell('数量 2')).toHaveValue('7')
})

it('shows what the server says at the cell until it is changed', async () => {
  const problems = [{ field: 'lines[1].quantity', code: 'stock.short', detail: '库存不足，还差 2 件' }]
  await renderPage(<Sheet start={[{ key: 'a', quantity: '1' }, { key: 'b', quantity: '9' }]} problems={problems} />)
  expect(within(rows()[1] as HTMLElement).getByText('库存不足，还差 2 件')).toBeVisible()
  await userEvent.type(cell('数量 2'), '7')
  expect(screen.queryByText('库存不足，还差 2 件')).toBeNull()
})
