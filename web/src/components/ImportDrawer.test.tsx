import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { type FieldProblem, Problem } from '@/api/problem'
import type { WriteOptions } from '@/api/useWrite'
import { renderPage } from '@/testing/render'
import { badCells, ImportDrawer } from './ImportDrawer'

const file = new File(['x'], '期初.xlsx', { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' })

async function show(send: (file: File, how: { dryRun: boolean; skipBad: boolean }, write: WriteOptions) => Promise<{ rows: number }>, leftOut?: () => FieldProblem[]) {
  const onDone = vi.fn()
  await renderPage(
    <ImportDrawer
      title="导入期初库存"
      hint="每行一个 SKU"
      template="/api/v1/stock/opening/template"
      send={send}
      leftOut={leftOut}
      summary={(r) => `${r.rows} 行`}
      column={(key) => ({ sku: '单品编码', quantity: '数量' })[key] ?? key}
      success={(r) => `导入了 ${r.rows} 行`}
      invalidate={[]}
      onDone={onDone}
      onClose={() => {}}
    />,
  )
  return onDone
}

const choose = () => userEvent.upload(document.querySelector('input[type=file]') as HTMLInputElement, file)
const run = () => screen.getByRole('button', { name: '导入' })

it('sorts wrong cells by row and keeps what names no row apart', () => {
  const errors = [
    { field: 'row 12.quantity', code: 'a', detail: '不是数字' },
    { field: 'row 3.sku', code: 'b', detail: '没有这个编码' },
    { field: 'row 3', code: 'c', detail: '重复' },
    { field: 'date', code: 'd', detail: '早于启用日期' },
  ]
  expect(badCells(errors)).toEqual({
    cells: [
      { row: 3, column: 'sku', text: '没有这个编码' },
      { row: 3, column: '', text: '重复' },
      { row: 12, column: 'quantity', text: '不是数字' },
    ],
    rest: [errors[3]],
  })
})

it('checks first, and imports only after the person has seen what it comes to', async () => {
  const send = vi.fn<(file: File, how: { dryRun: boolean; skipBad: boolean }) => Promise<{ rows: number }>>(() => Promise.resolve({ rows: 2 }))
  const onDone = await show(send)
  expect(run()).toBeDisabled()
  await choose()
  expect(await screen.findByText('检查通过，可以导入')).toBeVisible()
  expect(screen.getByText('2 行')).toBeVisible()
  expect(send.mock.calls.map((c) => c[1].dryRun)).toEqual([true])
  await userEvent.click(run())
  await waitFor(() => expect(onDone).toHaveBeenCalledWith({ rows: 2 }))
  expect(await screen.findByText('导入了 2 行')).toBeInTheDocument()
  expect(send.mock.calls.map((c) => c[1].dryRun)).toEqual([true, false])
})

it('lists every wrong row and column and imports nothing', async () => {
  const send = vi.fn(() =>
    Promise.reject(
      new Problem({
        status: 422,
        code: 'input.invalid',
        detail: '有内容需要改正',
        errors: [
          { field: 'row 3.sku', code: 'x', detail: '没有编码为“A9”的单品' },
          { field: 'row 3.quantity', code: 'y', detail: '请输入数字' },
          { field: 'row 7.quantity', code: 'z', detail: '必须大于 0' },
        ],
      }),
    ),
  )
  const onDone = await show(send)
  await choose()
  expect(await screen.findByText('2 行有问题，共 3 处，什么都没有导入')).toBeVisible()
  const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1)
  expect(rows.map((r) => within(r).getAllByRole('cell').map((c) => c.textContent))).toEqual([
    ['3', '单品编码', '没有编码为“A9”的单品'],
    ['3', '数量', '请输入数字'],
    ['7', '数量', '必须大于 0'],
  ])
  expect(run()).toBeDisabled()
  expect(onDone).not.toHaveBeenCalled()
})

it('leaves wrong rows out when asked to, saying which', async () => {
  const wrong = [{ field: 'row 3.sku', code: 'x', detail: '没有这个编码' }]
  const send = vi.fn((_: File, how: { dryRun: boolean; skipBad: boolean }) => (how.skipBad ? Promise.resolve({ rows: 4 }) : Promise.reject(new Problem({ status: 422, code: 'input.fields', detail: '有内容需要改正', errors: wrong }))))
  const onDone = await show(send, () => wrong)
  await choose()
  await userEvent.click(await screen.findByRole('checkbox', { name: '有问题的不导入，其余照常导入' }))
  expect(await screen.findByText('1 行有问题，不导入')).toBeVisible()
  expect(screen.getByText('没有这个编码')).toBeVisible()
  await userEvent.click(run())
  await waitFor(() => expect(onDone).toHaveBeenCalledWith({ rows: 4 }))
  expect(send.mock.calls.map((c) => c[1])).toEqual([
    { dryRun: true, skipBad: false },
    { dryRun: true, skipBad: true },
    { dryRun: false, skipBad: true },
  ])
})

it('sends the same key again when the outcome of the import is unknown', async () => {
  const keys: string[] = []
  let tries = 0
  const send = vi.fn((_: File, how: { dryRun: boolean; skipBad: boolean }, write: WriteOptions) => {
    if (how.dryRun) return Promise.resolve({ rows: 2 })
    keys.push(write.headers['Idempotency-Key'])
    return ++tries === 1 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve({ rows: 2 })
  })
  const onDone = await show(send)
  await choose()
  await screen.findByText('检查通过，可以导入')
  await userEvent.click(run())
  await waitFor(() => expect(keys).toHaveLength(1))
  await waitFor(() => expect(run()).toBeEnabled())
  await userEvent.click(run())
  await waitFor(() => expect(onDone).toHaveBeenCalled())
  expect(new Set(keys).size).toBe(1)
})
